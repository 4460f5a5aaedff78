using System.Diagnostics;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.ClinicalRules.Tests.Forms;

public class CheckSpeedTests
{
    /// <summary>It runs each time a field is left in the browser, and on the server for every write. 300 µs is the bar when nothing else runs;
    /// the best of many rounds is taken, as a shared machine only ever adds.</summary>
    [Fact]
    public void A_follow_up_visit_is_looked_at_in_300_microseconds()
    {
        var context = FollowUp.Context();
        for (var i = 0; i < 300; i++) FollowUp.Check(FollowUp.Complete, context);

        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 40; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 10; i++) FollowUp.Check(FollowUp.Complete, context);
            var each = Stopwatch.GetElapsedTime(start) / 10;
            if (each < best) best = each;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{best.TotalMicroseconds:0.0} µs");
        Assert.True(best < TimeSpan.FromMicroseconds(300), $"{best.TotalMicroseconds:0} µs");
    }
}
