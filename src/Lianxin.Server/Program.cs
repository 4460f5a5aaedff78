using System.CommandLine;
using Lianxin.Server.Hosting;
using Lianxin.Server.Verbs;

// GB18030 for rosters; the runtime knows only Unicode by itself.
System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

var root = new RootCommand("Lianxin 连心: care that goes out to its residents")
{
    ServeVerb.Command(), DemoVerb.Command(), MigrateVerb.Command(), RoutesVerb.Command(), UserVerb.Command(),
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
