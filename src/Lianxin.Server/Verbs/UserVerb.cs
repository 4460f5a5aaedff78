using System.CommandLine;
using System.Security.Cryptography;
using Lianxin.Core;
using Lianxin.Database;
using Lianxin.Organizations;
using Lianxin.Server.Hosting;

namespace Lianxin.Server.Verbs;

/// <summary><c>lianxin user</c>: accounts, as the operator at the console opens, resets and closes them. Works on a folder that no server runs on.</summary>
internal static class UserVerb
{
    public static Command Command()
    {
        var data = Options.Data("lianxin-data");
        var postgreSql = Options.PostgreSql();
        var name = new Argument<string>("name") { Description = "Name to sign in with" };
        var staff = new Option<Guid>("--staff") { Description = "Id of the colleague", Required = true };

        var add = new Command("add", "Open an account for a colleague; prints a password to be changed at the first sign-in") { name, staff };
        add.SetAction((parsed, ct) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(postgreSql), async (accounts, _) =>
        {
            var password = NewPassword();
            try { await accounts.OpenAsync(parsed.GetValue(staff), parsed.GetValue(name)!, password, mustChange: true, ct); }
            catch (InvalidOperationException e) { throw new CommandException(e.Message); }
            return $"{parsed.GetValue(name)}: {password}";
        }));
        var reset = new Command("reset", "Set a new password; all sessions of the account end") { name };
        reset.SetAction((parsed, ct) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(postgreSql), async (accounts, now) =>
        {
            var password = NewPassword();
            return await accounts.ResetAsync(parsed.GetValue(name)!, password, now, ct) ? $"{parsed.GetValue(name)}: {password}" : throw NoSuchAccount();
        }));
        var totp = new Command("totp", "Ask this account for a code of six figures; prints the address for the authenticator") { name };
        totp.SetAction((parsed, ct) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(postgreSql), async (accounts, _) =>
            await accounts.EnrolTotpAsync(parsed.GetValue(name)!, ct) ?? throw NoSuchAccount()));
        var close = new Command("close", "Close an account; its sessions end") { name };
        close.SetAction((parsed, ct) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(postgreSql), async (accounts, now) =>
            await accounts.CloseAsync(parsed.GetValue(name)!, now, ct) ? $"{parsed.GetValue(name)}: closed 已关闭" : throw NoSuchAccount()));
        var list = new Command("list", "List the accounts");
        list.SetAction((parsed, ct) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(postgreSql), async (accounts, now) =>
            string.Join(Environment.NewLine, (await accounts.ListAsync(now, ct)).Select(a => $"{a.UserName,-16} {a.Role,-20} {(a.Totp ? "totp" : "-"),-5} {a.Organization} {a.Name}"))));

        var command = new Command("user", "Accounts") { add, reset, totp, close, list };
        foreach (var shared in new Option[] { data, postgreSql })
        {
            shared.Recursive = true;
            command.Add(shared);
        }
        return command;
    }

    private static CommandException NoSuchAccount() => new("There is no such account. 没有这个账号。");
    private static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    private static async Task<int> RunAsync(string data, string? postgreSql, Func<Accounts, DateTimeOffset, Task<string>> work)
    {
        using var folder = DataFolder.Open(data);
        folder.Hold();
        var database = DatabaseChoice.Of(folder, postgreSql);
        await Engine.MigrateAsync(database.Engine, database.Connection);
        await using var web = LianxinHost.Build(new HostSettings { Database = database, DataFolder = folder.Path, Urls = "" });
        var said = "";
        await Operating.WriteAsync(web.Services, async services => said = await work(services.GetRequiredService<Accounts>(), TimeProvider.System.GetUtcNow()));
        Console.WriteLine(said);
        return 0;
    }
}
