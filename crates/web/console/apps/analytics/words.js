/** The words of the analytics. */
export const words = {
  title: "Analytics",
  subtitle: (first, last, zone) => `${first} to ${last}, by the clock of ${zone}`,

  range: {
    label: "Time",
    days: (days) => `${days} days`,
    own: "Own time",
    from: "First day",
    to: "Last day",
    bucket: "Count by",
    zone: "Time zone",
    show: "Show",
    required: "Choose a day.",
    order: "Choose the first day or a later one.",
    steps: "This makes more than 1,000 steps. Choose longer ones, or a shorter time.",
    refused: "There is no report of this time",
    buckets: { hour: "Hour", day: "Day", week: "Week", month: "Month" },
  },

  waiting: (time) => `Too many reports at once. The next try is in ${time}.`,

  figures: {
    title: "In figures",
    calls: "Calls", answer: "Answer rate", length: "Mean length",
    messages: "Messages", delivery: "Delivery rate", segments: "Segments",
    leads: "New leads", wins: "Win rate",
    none: "–",
    more: (change, before) => `${change} more than ${before} before`,
    less: (change, before) => `${change} less than ${before} before`,
    same: (before) => `The same as before (${before})`,
    before: (before) => `${before} before`,
    nothing: "Nothing before to compare with",
    points: (count) => (count === 1 ? "1 point" : `${count} points`),
    note: (first, last) => `Compared with the time before: ${first} to ${last}.`,
    unknown: "The time before could not be read.",
  },

  calls: {
    title: "Calls",
    outcomes: "Calls by outcome",
    directions: "Calls by direction",
    answered: "Answer rate",
    answeredNote: "Completed outgoing calls among the outgoing ones that are over.",
    lengths: "Length of answered calls",
    series: { completed: "Completed", missed: "Busy or no answer", failed: "Failed", canceled: "Cancelled", open: "Not over yet", outgoing: "Outgoing", incoming: "Incoming", median: "Median", p95: "95 of 100 are shorter" },
    simulated: (count) => `${count} of these calls are of the simulated carrier.`,
  },

  messages: {
    title: "Messages",
    outcomes: "Outgoing messages by outcome",
    replies: "Replies and opt-outs",
    delivered: "Delivery rate",
    deliveredNote: "Delivered ones among those delivered or failed.",
    series: { delivered: "Delivered", under: "On their way", failed: "Failed", canceled: "Cancelled", replies: "Replies", stops: "Opt-outs" },
    simulated: (count) => `${count} of these messages are of the simulated carrier.`,
  },

  leads: {
    title: "Leads",
    funnel: "How far leads have come",
    funnelNote: (lost) => (lost === "0" ? "Leads made in this time, by their present status." :
      `Leads made in this time, by their present status. Those lost (${lost}) count in the first step alone: how far they had come isn’t kept.`),
    step: "Step", count: "Leads", share: "Share",
    steps: { all: "All new leads", contacted: "Contacted or further", qualified: "Qualified or further", won: "Won" },
    statuses: "New leads by present status",
    series: { new: "New", contacted: "Contacted", qualified: "Qualified", won: "Won", lost: "Lost" },
    wins: "Win rate",
    winsNote: "Won ones among those won or lost, by when the lead was made.",
  },
};
