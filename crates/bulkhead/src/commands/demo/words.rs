//! The words that the demo data are made of. Names of people and institutions are made up.

pub const FIRST_NAMES: [&str; 40] = [
    "Amara", "Bruno", "Clara", "Dario", "Elif", "Farid", "Greta", "Hana", "Ivan", "Jonas", "Keiko", "Lena", "Malik",
    "Nadia", "Oskar", "Paula", "Quentin", "Rosa", "Samir", "Tessa", "Uma", "Viktor", "Wanda", "Xavier", "Yara", "Zeno",
    "Anton", "Bianca", "Cyril", "Daphne", "Emil", "Fatima", "Gustav", "Helena", "Imran", "Judith", "Kofi", "Livia",
    "Mateo", "Nina",
];

pub const FAMILY_NAMES: [&str; 36] = [
    "Abel",
    "Bergman",
    "Castell",
    "Dubois",
    "Eriksen",
    "Fontana",
    "Gruber",
    "Haddad",
    "Ibrahim",
    "Jansen",
    "Kovacs",
    "Larsen",
    "Mensah",
    "Novak",
    "Ortega",
    "Petrov",
    "Quist",
    "Rossi",
    "Sato",
    "Torres",
    "Ullmann",
    "Varga",
    "Weber",
    "Ximenes",
    "Yilmaz",
    "Zeller",
    "Adeyemi",
    "Bianchi",
    "Costa",
    "Diaz",
    "Endo",
    "Ferrari",
    "Garcia",
    "Horvat",
    "Ito",
    "Jovanovic",
];

pub const COMPANIES: [&str; 10] = [
    "Lakeside High School",
    "Harbour College",
    "Riverside Academy",
    "Oakfield Grammar School",
    "Summit Prep",
    "St Brigid's School",
    "Greenhill Sixth Form",
    "Northgate Lyceum",
    "Bayview Institute",
    "Meridian Schools Trust",
];

pub const SOURCES: [&str; 6] = ["fair", "website", "referral", "open day", "webinar", "newsletter"];

/// Each as often as it should come up.
pub const STATUSES: [&str; 10] =
    ["new", "new", "new", "contacted", "contacted", "contacted", "qualified", "qualified", "won", "lost"];

pub const TAGS: [&str; 6] = ["counsellor", "parent", "alumni", "open-day", "press", "partner"];

pub const LEAD_NOTES: [&str; 10] = [
    "Prefers a call in the afternoon.",
    "Wants to begin in autumn, and has asked about accommodation.",
    "Compares two courses; sends the transcript next week.",
    "Met at the fair. Interested in marine biology.",
    "Asked for the fee of part-time study.",
    "Parents would like to join the campus tour.",
    "Has an offer elsewhere; decides by the end of the month.",
    "Needs a visa, and a letter for the embassy.",
    "Would like to speak with a present student.",
    "Speaks Spanish and French; write in either.",
];

pub const NOTES: [&str; 8] = [
    "Sent the brochure and the list of documents.",
    "Called back: will hand in the application on Friday.",
    "No answer twice; try again in the evening.",
    "Confirmed the campus tour for two.",
    "Asked about scholarships. The deadline is the 15th.",
    "Will send the language certificate as soon as it is there.",
    "Talked about the difference between the two masters.",
    "Wants to pay by instalments; finance has the request.",
];

pub const CALL_NOTES: [&str; 5] = [
    "The agent has answered everything; the brochure goes out today.",
    "Asks to be called back by a person.",
    "Would like to visit on the next open day.",
    "The line was bad: write an e-mail instead.",
    "Very likely to apply.",
];

pub const POSTS: [&str; 7] = [
    "The spring intake is open: the first twenty applications came in within a day.",
    "Please add the source to each lead. The report by source is worth it.",
    "Open day on Saturday: we still look for two guides.",
    "The new fee table is in the shared folder. The old one must not be sent any more.",
    "Thanks to all who helped at the fair: 38 leads in two days!",
    "Ada answers the front desk's phone from today on. Tell me what she gets wrong.",
    "Harbour College would like a talk on scholarships. Who has time on Thursday?",
];

/// Conversations: the title, and who says what; people by their places in the team.
pub const CHATS: [(&str, &[(usize, &str)]); 4] = [
    (
        "Open day",
        &[
            (1, "Who takes the morning tour?"),
            (2, "I do. How many are registered?"),
            (1, "Forty-two, and nine on the waiting list."),
            (3, "Then let us have two groups. I can take the second."),
            (2, "Perfect. We meet at the library at nine."),
            (0, "Thank you both. I bring the name tags."),
        ],
    ),
    (
        "Scholarships",
        &[
            (4, "Has the committee met yet?"),
            (0, "Tomorrow at ten. Do you have all files?"),
            (4, "All but one; the transcript should come today."),
            (4, "It is there now."),
            (0, "Wonderful, then I have everything."),
        ],
    ),
    (
        "Front desk",
        &[
            (5, "Ada has told a caller that we are open on Sunday."),
            (1, "I have changed the prompt. Could you try it again?"),
            (5, "She gets it right now."),
        ],
    ),
    (
        "Fair in Lisbon",
        &[
            (3, "The stand is booked: number 14, beside the entrance."),
            (2, "Do we have enough brochures in Portuguese?"),
            (3, "Two hundred. The printer can make more by Monday."),
            (2, "Let us order another hundred."),
            (3, "Done."),
        ],
    ),
];

pub const GREETING: &str = "Northwind Admissions, good day! How may I help you?";

/// Prompts: name, kind, text.
pub const PROMPTS: [(&str, &str, &str); 3] = [
    (
        "Front desk",
        "voice",
        "You answer calls for an admissions office. Say which documents an application needs, and offer a campus tour.",
    ),
    (
        "Calling back",
        "voice",
        "You call people who have asked about a course. Ask what they would like to know, and note when to call again.",
    ),
    ("Texts", "message", "You reply to text messages for an admissions office, in one or two sentences."),
];

/// What a caller says, and what the agent replies.
pub const TALKS: [&[(&str, &str)]; 4] = [
    &[
        ("Which documents do I need to apply?", "Your transcript, a language certificate and a letter of motivation."),
        ("By when?", "By the 15th of next month. Shall I send you the list?"),
        ("Yes please. Goodbye.", "It is on its way. Goodbye!"),
    ],
    &[
        ("I'd like to see the campus.", "With pleasure. There are tours on Tuesday and on Saturday at ten."),
        ("Saturday, for two.", "I have noted two places for Saturday at ten. See you then!"),
    ],
    &[
        ("How much is the master in data science?", "It is 9,800 euros a year, and there are scholarships."),
        ("Can I pay by instalments?", "Yes, in four. Finance will send you the form."),
        ("Thank you, that's all.", "Thank you for calling. Goodbye!"),
    ],
    &[("Can I speak with a person?", "Of course: a colleague calls you back today.")],
];

/// What was asked by text, and what came back.
pub const SMS: [(&str, &str); 5] = [
    ("Your campus tour is on Saturday at 10. Reply YES to confirm.", "YES"),
    ("We have your application. The transcript is still missing.", "I'll upload it tonight, sorry!"),
    ("Would you like to join our webinar on scholarships on Thursday?", "Yes, at what time?"),
    ("Your interview is on Monday at 14:00, by video.", "Thanks, see you then"),
    ("Did you get the brochure we sent?", "Yes, it came yesterday. It looks great"),
];

pub type Campaign =
    (&'static str, &'static str, Option<&'static str>, &'static str, &'static str, &'static [&'static str]);

/// Campaigns: name, channel, subject, text, audience, and what becomes of them.
pub const CAMPAIGNS: &[Campaign] = &[
    (
        "Spring newsletter",
        "email",
        Some("What is new at Northwind"),
        "Dear {{first_name}},\n\nthe spring intake is open, and three courses are new.\n\nYour admissions office",
        "alumni",
        &[],
    ),
    (
        "Call the counsellors",
        "voice",
        None,
        "Hello {{first_name}}, we would like to invite your school to our open day.",
        "counsellor",
        &[],
    ),
    (
        "Reminder of the open day",
        "sms",
        None,
        "Dear {{first_name}}, our open day is on Saturday at 10. We look forward to seeing you.",
        "open-day",
        &["schedule"],
    ),
    (
        "Early fees",
        "sms",
        None,
        "Dear {{first_name}}, the early fee ends on the 15th.",
        "parent",
        &["schedule", "cancel"],
    ),
    (
        "Thanks after the fair",
        "sms",
        None,
        "Dear {{first_name}}, thank you for your visit at our stand. Write back with any question.",
        "partner",
        &["start"],
    ),
];

/// Universities: name, country, city, rank.
pub const UNIVERSITIES: [(&str, &str, &str, u16); 6] = [
    ("University of Northwind", "Ireland", "Galway", 212),
    ("Harbour Institute of Technology", "Portugal", "Porto", 148),
    ("Lakeland University", "Finland", "Kuopio", 305),
    ("Meridian School of Economics", "Austria", "Graz", 97),
    ("Old Town University of the Arts", "Czechia", "Brno", 410),
    ("Tramontana University", "Spain", "Girona", 266),
];

/// Courses: name, level, months, a year's fee.
pub const SUBJECTS: [(&str, &str, u16, u32); 8] = [
    ("Marine Biology", "bachelor", 36, 6_400),
    ("Data Science", "master", 24, 9_800),
    ("International Economics", "bachelor", 36, 7_200),
    ("Architecture", "bachelor", 48, 8_100),
    ("Public Health", "master", 24, 8_900),
    ("Film and Media", "bachelor", 36, 6_900),
    ("Renewable Energy", "master", 18, 9_200),
    ("Linguistics", "bachelor", 36, 5_600),
];

pub const APPLICATION_NOTES: [&str; 5] = [
    "Would begin in autumn.",
    "All documents are there.",
    "The language certificate follows.",
    "Asks for a scholarship.",
    "Prefers the evening classes.",
];
