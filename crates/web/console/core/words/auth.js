/** The words of every way in: sign-in, registration, codes, links from e-mails, second factors and passkeys. */
export const words = {
  product: "Bulkhead",

  fields: {
    email: "E-mail",
    password: "Password",
    newPassword: "New password",
    name: "Your name",
    contact: "E-mail or phone",
    contactHelp: "A phone number starts with + and the country’s code.",
    code: "Code",
    recoveryCode: "Recovery code",
    recoveryHelp: "One of the codes you kept when you set up your second factor. Each works once.",
    passwordHelp: (least) => `At least ${least} characters. A few words in a row do well.`,
  },

  /** What is wrong with a field, by the code of its error. */
  wrong: {
    email: "Enter an address like ann@example.com.",
    contact: "Enter an e-mail address, or a phone number with + and the country’s code.",
    password_too_long: "Choose a shorter one: at most 128 characters.",
    password_common: "This is one of the passwords that are tried first. Choose another.",
    required: "Fill this in.",
    code: "Enter the six digits.",
    recovery_code: "Enter the code as it was shown, 16 characters.",
  },

  footer: {
    label: "Other ways in",
    signIn: "Sign in",
    register: "Create an account",
    forgot: "Forgot your password?",
    code: "Get a code instead",
    password: "Use a password instead",
  },

  waiting: "Too many tries. Wait until the countdown ends.",
  wait: (time) => `Too many tries. Go on in ${time}.`,

  signIn: {
    title: "Sign in",
    submit: "Sign in",
    credentials: "The e-mail address or the password is wrong.",
    or: "or",
  },

  passkey: {
    use: "Use a passkey",
    cancelled: "The passkey was not used. Try again, or choose another way.",
    unknown: "This passkey is not known here. Choose another way.",
    known: "This device has a passkey for your account.",
    unavailable: "This browser can’t use passkeys here.",
    failed: "The passkey didn’t work. Try again.",
    address: "Passkeys need a name in the address.",
    localhost: "Open this page at localhost",
    defaultName: "Passkey",
  },

  factor: {
    title: "Second factor",
    explain: "One more step: prove that it’s you.",
    codeHelp: "From your authenticator app.",
    submit: "Go on",
    wrong: "This code is wrong, or was used before.",
    useRecovery: "Use a recovery code",
    useCode: "Use the authenticator app",
    back: "Start again",
    ended: "This took too long. Sign in again.",
  },

  register: {
    title: "Create an account",
    submit: "Create account",
    taken: "This address has an account.",
    signIn: "Sign in",
    haveOne: "Have an account?",
  },

  mail: {
    title: "Look into your mail",
    confirm: (email) => `We wrote to ${email}. The link in the e-mail confirms the address; it works for an hour.`,
    reset: (email) =>
      `If ${email} has an account, an e-mail with a link is on its way. The link works once, within half an hour.`,
    nothing: "Nothing there? Look into the folder for spam, or check the address.",
    mailbox: "Open the mailbox",
    mailboxHint: "This is a development server: it keeps its e-mails and texts.",
    again: "Use another address",
  },

  code: {
    title: "Sign in by a code",
    explain: "We send you six digits. A new address or number gets an account.",
    explainKnown: (contact) => `We send six digits to ${contact}.`,
    request: "Send code",
    sentTo: (contact) => `We sent six digits to ${contact}. They work for ten minutes, once.`,
    enterTitle: "Enter the code",
    submit: "Sign in",
    left: (count) =>
      count === 1 ? "This code is wrong or too old. One try is left." : `This code is wrong or too old. ${count} tries are left.`,
    none: "This code is wrong or too old.",
    blocked: (time) => `Too many wrong codes. Go on in ${time}.`,
    resend: "Send a new code",
    resendIn: (time) => `Send a new code in ${time}`,
    resent: "A new code is on its way.",
    other: "Use another address or number",
  },

  forgot: {
    title: "Forgot your password",
    explain: "We send a link to choose another.",
    submit: "Send link",
  },

  reset: {
    title: "Choose a new password",
    explain: "All devices are signed out afterwards.",
    submit: "Save password",
    keys: "Revoke my API keys too",
    keysHelp: "Choose this if another person may know them. They go on working otherwise.",
    done: "Password saved",
    doneText: "Sign in with it now.",
    gone: "This link no longer works",
    goneText: "It works once, within half an hour. Ask for another.",
    another: "Send another link",
  },

  verify: {
    title: "Confirm your address",
    signedIn: (email) => `You are signed in as ${email}.`,
    submit: "Confirm address",
    other: "This link is for another account",
    explain: "Enter the password of the account, so that we know it’s yours.",
    wrong: "This isn’t the password of the registration.",
    forgotten: "Go on without the password",
    forgottenTitle: "Confirm without the password?",
    forgottenText:
      "If another person registered with your address, this takes the account from them: its password and its second factors no longer count, and you choose a new password.",
    forgottenSubmit: "Confirm without it",
    done: "Address confirmed",
    doneText: (email) => `${email} is confirmed.`,
    doneReset: (email) => `${email} is confirmed. Choose a new password to sign in.`,
    choose: "Choose a password",
    goOn: "Go on",
    taken: "This address has an account by now. Sign in to it.",
    gone: "This link no longer works",
    goneText: "It works once, within an hour. If your address is confirmed by now, all is well.",
    resend: "Send another link",
    resendExplain: "Sign in, then have another link sent.",
    resent: "Another link is on its way.",
  },

  invitation: {
    title: "You’re invited",
    asSelf: (name) => `You are signed in as ${name}.`,
    accept: "Accept invitation",
    signOut: "Use another account",
    newUser: "Choose a password to create your account. Its address is the one that was invited.",
    create: "Create account",
    known: "The invited address has an account. Sign in to accept.",
    otherAddress: "This invitation is for another address than yours. Sign in with the invited one.",
    unverified: "Confirm your address first, by the link in our e-mail to you. Then come back here.",
    have: "I have an account",
    noAccount: "I have no account",
    gone: "This invitation no longer works",
    goneText: "It works once, within seven days, and may have been taken back. Ask for another.",
  },

  again: {
    title: "Sign in again",
    explain: "Your session ended. What you typed is kept.",
    cancel: "Cancel",
  },

  prove: {
    title: "Prove that it’s you",
    explain: "This needs a proof from the last five minutes.",
    password: "Use your password",
    app: "Use the authenticator app",
    passkey: "Use a passkey",
    code: "Get a code by message",
    ways: "Ways to prove it",
    submit: "Go on",
    wrong: "This is wrong, or was used before.",
    cancel: "Cancel",
  },

  missing: {
    title: "There is no link here",
    text: "Open the link from the e-mail. Copy all of it if you copy it by hand.",
  },
};
