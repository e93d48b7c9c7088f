import type { CompletionWords } from './completion-words.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/**
 * Returns a script that a shell reads at its start. The script contains the words, so that a key press starts no process. They consist of
 * letters, digits, colons and hyphens, which no shell interprets.
 *
 * Each script also completes `npx openim-webhook`, unless something else completes npx.
 */
export function completionScript(shell: Shell, words: CompletionWords): string {
  return { bash, zsh, fish }[shell](words);
}

/** A shell function that prints the words after the commands in its first argument. */
function wordsFunction(words: CompletionWords): string {
  const cases = Object.entries(words).map(([path, offers]) => `    '${path}') echo '${offers.join(' ')}' ;;`);
  return `_openim_webhook_words() {
  case "$1" in
${cases.join('\n')}
  esac
}`;
}

/** Leaves the commands among the words before the cursor: those after which other words follow. */
const COMMANDS_BEFORE = `  local place='' word next
  for word in "\${before[@]}"; do
    next="\${place:+$place }$word"
    case "$word" in -*|*:*) continue ;; esac
    [ -n "$(_openim_webhook_words "$next")" ] && place="$next"
  done
  case "$current" in *:*) place="$place:" ;; esac`;

function bash(words: CompletionWords): string {
  return `# Completes openim-webhook in bash. Add to ~/.bashrc: source <(npx openim-webhook completion bash)
${wordsFunction(words)}
_openim_webhook() {
  # Split at blanks, because bash itself also splits at colons.
  local line="\${COMP_LINE:0:COMP_POINT}" before current colons
  read -r -a before <<< "$line"
  current="\${line##* }"
  [ -n "$current" ] && unset "before[\${#before[@]}-1]"
  before=("\${before[@]:1}")
  [ "\${before[0]}" = openim-webhook ] && before=("\${before[@]:1}")
${COMMANDS_BEFORE}
  mapfile -t COMPREPLY < <(compgen -W "$(_openim_webhook_words "$place")" -- "$current")
  # What stands before a colon is not replaced.
  case "$current:$COMP_WORDBREAKS" in
    *:*:*) colons="\${current%"\${current##*:}"}"; COMPREPLY=("\${COMPREPLY[@]#"$colons"}") ;;
  esac
  case "\${COMPREPLY[0]}" in *:) compopt -o nospace 2>/dev/null ;; esac
}
_openim_webhook_npx() {
  case "$COMP_LINE" in 'npx openim-webhook '*) _openim_webhook ;; esac
}
complete -F _openim_webhook openim-webhook
complete -p npx >/dev/null 2>&1 || complete -o default -F _openim_webhook_npx npx
`;
}

function zsh(words: CompletionWords): string {
  return `# Completes openim-webhook in zsh. Add to ~/.zshrc, after compinit: source <(npx openim-webhook completion zsh)
${wordsFunction(words)}
_openim_webhook() {
  local -a before offers
  local current="\${words[CURRENT]}"
  before=("\${(@)words[2,CURRENT-1]}")
  [ "\${before[1]}" = openim-webhook ] && shift before
${COMMANDS_BEFORE}
  offers=(\${(s: :)"$(_openim_webhook_words "$place")"})
  compadd -S '' -- \${(M)offers:#*:}
  compadd -- \${offers:#*:}
}
_openim_webhook_npx() {
  [ "\${words[2]}" = openim-webhook ] && _openim_webhook || _default
}
compdef _openim_webhook openim-webhook
(( \${+_comps[npx]} )) || compdef _openim_webhook_npx npx
`;
}

function fish(words: CompletionWords): string {
  const cases = Object.entries(words).map(
    ([path, offers]) => `    case '${path}'\n      string split -- ' ' '${offers.join(' ')}'`,
  );
  return `# Completes openim-webhook in fish. Write to a file: npx openim-webhook completion fish > ~/.config/fish/completions/openim-webhook.fish
function __openim_webhook_words
  switch "$argv[1]"
${cases.join('\n')}
  end
end
function __openim_webhook
  set -l before (commandline -opc)
  set -e before[1]
  test "$before[1]" = openim-webhook; and set -e before[1]
  set -l place ''
  for word in $before
    string match -qr '^-|:' -- $word; and continue
    set -l next (string trim "$place $word")
    count (__openim_webhook_words $next) >/dev/null; and set place $next
  end
  string match -q '*:*' -- (commandline -ct); and set place "$place:"
  __openim_webhook_words $place
end
complete -c openim-webhook -f -a '(__openim_webhook)'
complete -c npx -n '__fish_seen_subcommand_from openim-webhook' -f -a '(__openim_webhook)'
`;
}
