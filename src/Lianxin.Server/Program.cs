using System.CommandLine;
using Lianxin.Server.Hosting;
using Lianxin.Server.Verbs;

// GB18030 for rosters; the runtime knows only Unicode by itself.
System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

var root = new RootCommand("Lianxin 连心: care that goes out to its residents")
{
    ServeVerb.Command(), DemoVerb.Command(), MigrateVerb.Command(), RoutesVerb.Command(), AssessVerb.Command(), UserVerb.Command(), ImportVerb.Command(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CommandException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException) { return 130; }
// What the machine refuses (a disk, a folder, a database that does not answer) is said in one line, not as a trace.
catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException or Lianxin.Core.Secrets.SecretException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
