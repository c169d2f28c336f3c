using System.CommandLine;
using AgentDesk.Engine;

namespace AgentDesk.Host.Verbs;

/// <summary>`completion SHELL`: a script that completes verbs, options and values.</summary>
internal static class CompletionVerb
{
    private static readonly Argument<string> Shell = new("SHELL") { Description = "bash | zsh | fish | pwsh" };

    public static Command Create()
    {
        var command = new Command("completion", "Prints a completion script: `source <(agentdesk completion bash)`.") { Shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write(Script(parsed.GetRequiredValue(Shell)));
            return ExitCode.Done;
        });
        return command;
    }

    // Each asks the program itself: `agentdesk "[suggest:POSITION]" "LINE"` prints what fits, a line each.
    private static string Script(string shell) =>
        shell switch
        {
            "bash" => """
                _agentdesk() {
                  local IFS=$'\n'
                  COMPREPLY=($(compgen -W "$(agentdesk "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
                }
                complete -o default -F _agentdesk agentdesk

                """,
            "zsh" => """
                _agentdesk() { compadd -- ${(f)"$(agentdesk "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)"}; }
                compdef _agentdesk agentdesk

                """,
            "fish" => """
                complete -c agentdesk -f -a '(agentdesk "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'

                """,
            "pwsh" => """
                Register-ArgumentCompleter -Native -CommandName agentdesk -ScriptBlock {
                  param($word, $line, $position)
                  agentdesk "[suggest:$position]" "$line" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
                }

                """,
            _ => throw new UnusableInputException($"there is no script for `{shell}`: bash, zsh, fish, pwsh"),
        };
}
