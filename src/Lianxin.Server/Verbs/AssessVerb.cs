using System.CommandLine;
using Lianxin.ClinicalRules.Assess;
using Lianxin.Core;
using Lianxin.Server.Hosting;

namespace Lianxin.Server.Verbs;

/// <summary><c>lianxin assess</c>: what the rules say of given facts, a JSON object a line in and out. The same assembly as on the screen.</summary>
internal static class AssessVerb
{
    private const string Standard = "-";

    public static Command Command()
    {
        var from = new Option<string>("--in") { Description = "File of cases, one JSON object a line; - is standard input", Required = true };
        var to = new Option<string>("--out") { Description = "File for the answers; - is standard output", Required = true };
        var command = new Command("assess", "Answer cases by the clinical rules") { from, to };
        command.SetAction((parsed, _) =>
        {
            try
            {
                using var reader = parsed.GetValue(from) == Standard ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(parsed.GetValue(from)!);
                using var writer = parsed.GetValue(to) == Standard ? new StreamWriter(Console.OpenStandardOutput()) : new StreamWriter(parsed.GetValue(to)!);
                new Assessor(PlaceTime.DateOf(TimeProvider.System.GetUtcNow())).Run(reader, writer);
                return Task.FromResult(0);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CommandException(e.Message);
            }
        });
        return command;
    }
}
