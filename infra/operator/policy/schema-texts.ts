const ALLOW_OR_DENY = 'An entry in both lists is denied.';

/**
 * Descriptions of settings by the object that has them. A rule has those of its kind and of `rule`.
 * They are here because Lambda bundles contain the document's schema.
 */
export const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  document: {
    $schema: 'Address of the JSON schema, for editors.',
    mode: '"monitor" allows everything and records what "enforce" (default) would have done.',
    nickName: 'Rules for names of users and members.',
    faceURL: 'Rules for pictures of users, members and groups.',
    roleLevel: "Rules for members' roles.",
    ex: 'Rules for extra data of users and members.',
    groupName: "Rules for groups' names.",
    groupText: "Rules for groups' notifications and introductions.",
    groupEx: 'Rules for extra data of groups.',
    tests: 'Values and the verdicts that you expect on them.',
  },
  section: {
    at: 'Doors at which the rules apply. Default: every door of the section.',
    replace: "true: a group's rules replace the general ones. Default: both apply.",
    rules: 'Rules, applied in this order.',
  },
  rule: {
    kind: 'Kind of rule.',
    id: 'Name of the rule in records and commands, unique in the file: 1 to 64 letters, digits, dots, hyphens and underscores.',
    errCode: 'Code that the user gets, from 5000 to 9999. Default: the code of the kind.',
    message: 'Text that the user gets, at most 500 characters. Default: the text of the kind.',
    mode: 'Mode of this rule. It has precedence over the mode of the file.',
    except: 'Cases in which the rule does not apply.',
    required: 'true: refuses to clear the value. Default: clearing is allowed.',
    replaceWith: 'Address to set instead of refusing, or "" to clear. All rules of the section must allow it.',
  },
  except: {
    userIDs: 'Users to whom the rule does not apply.',
    at: 'Doors at which the rule does not apply.',
    terms: 'Texts that are allowed although they contain a forbidden term.',
  },
  length: { min: 'Minimum number of visible characters.', max: 'Maximum number of characters.' },
  scripts: {
    allow: 'Unicode scripts that names may have, such as Latin or Han. Use this or deny.',
    deny: 'Unicode scripts that names must not have. Use this or allow.',
  },
  terms: {
    terms: 'Forbidden terms. Use this, lists or both.',
    lists: 'Names of lists of forbidden terms: NAME is the file lists/NAME.txt.',
    foldAccents: 'true: letters with accents match those without. Default: false.',
    folds: 'Ways of writing that the search sees through. All are on; false switches one off.',
    action: '"refuse" (default), or "mask": replaces the characters of the term with asterisks.',
    term: 'Forbidden term, with a letter or a digit and at most 200 characters.',
    match: '"word" matches whole words, "anywhere" also parts of words.',
  },
  folds: {
    digits: 'Digits and symbols for letters: 5h1t.',
    repeats: 'Repeated letters: fuuuck.',
    ends: 'Words that end at a digit or at characters such as ™: admin1.',
    modifiers: 'Letters that look like punctuation: adʼmin.',
    hanSpaces: 'Spaces between Chinese or Japanese characters, and inside syllables of Thai.',
    hanVariants: 'Traditional for simplified Chinese characters, and the reverse.',
    kana: 'Katakana for hiragana, and the reverse.',
    flags: 'Regional indicators for letters.',
    fancy: 'Characters of "fancy text" generators.',
    reversed: 'Text that is written backwards or upside down.',
    masked: 'A symbol for a letter inside a word, or up to three *, # or bullets: f*ck.',
  },
  reserved: { names: 'Names that only the users in userIDs may have.', userIDs: 'Users who may have these names.' },
  schemes: {
    allow: 'Schemes that addresses may have, such as https.',
    deny: `Schemes that addresses must not have. ${ALLOW_OR_DENY}`,
  },
  hosts: {
    allow: 'Hosts that addresses may have: cdn.example.com, cdn.example.com:8443, or *.example.com for all below.',
    deny: `Hosts that addresses must not have, without ports; "private" is every private host. ${ALLOW_OR_DENY}`,
  },
  endings: {
    allow: 'File endings that addresses may have, such as png.',
    allowNone: 'true: also allows addresses without a file ending. Needs allow.',
    deny: `File endings that addresses must not have. ${ALLOW_OR_DENY}`,
  },
  'url-length': { max: 'Maximum number of characters (UTF-16 code units).' },
  levels: {
    allow: 'Roles that can be given: 20 (member), 60 (administrator).',
    setTo: 'Role to set instead of refusing. All rules of the section must allow it.',
  },
  bytes: { max: 'Maximum number of bytes in UTF-8.' },
  json: { allowedKeys: 'Keys that the JSON object may have. Default: any JSON.' },
  tests: {
    at: 'Door at which the value is set.',
    field: 'Section whose rules judge the value.',
    value: 'The value: a text, or a number for roleLevel.',
    userID: 'User for whom the value is set.',
    expect: 'Verdict that you expect.',
    rule: 'ID of a rule that must fire.',
    becomes: 'The value after all changes.',
  },
};

/** Effect of each kind of rule. */
export const KINDS: Readonly<Record<string, string>> = {
  length: 'Limits the characters that a reader counts.',
  trim: 'Removes spaces at both ends.',
  'collapse-spaces': 'Replaces several spaces with one.',
  scripts: 'Limits writing systems.',
  terms: 'Forbids terms regardless of case, look-alike letters and separators.',
  reserved: 'Reserves names for users. Compares whole names by their look.',
  schemes: 'Limits the scheme of an address.',
  hosts: 'Limits the host of an address.',
  endings: 'Limits the file ending of an address.',
  'url-length': 'Limits the length of an address.',
  levels: 'Limits the roles that can be given.',
  bytes: 'Limits the size.',
  json: 'Requires JSON.',
};
