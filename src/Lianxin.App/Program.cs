using Lianxin.App;
using Lianxin.App.Components;
using Lianxin.App.Shell;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.RootComponents.Add<HeadOutlet>("head::after");
builder.Services.AddLocalization();
builder.Services.AddSingleton(TimeProvider.System);
// The app lives under /app, the API beside it. A request that never ends would stop the queue for ever, hence the limit.
builder.Services.AddSingleton(_ => new HttpClient { BaseAddress = new Uri(new Uri(builder.HostEnvironment.BaseAddress), "/"), Timeout = TimeSpan.FromSeconds(15) });
builder.Services.AddSingleton<ISeal, NoSeal>();
builder.Services.AddSingleton<ILog, MemoryLog>();
builder.Services.AddSingleton<Session>();
builder.Services.AddSingleton<Api>();
builder.Services.AddSingleton<Account>();
builder.Services.AddSingleton<Lianxin.App.Client>();
builder.Services.AddSingleton<Browser>();
builder.Services.AddSingleton<Keyboard>();
builder.Services.AddSingleton<Toasts>();
builder.Services.AddSingleton<SearchWords>();
builder.Services.AddSingleton<Lianxin.App.Organizations.Colleagues.Slips>();
builder.Services.AddSingleton<ChartView>();
builder.Services.AddSingleton<Lianxin.App.MaternalCare.Visit.Drafts>();
builder.Services.AddSingleton<Lianxin.App.Residents.RecentResidents>();
await builder.Build().RunAsync();
