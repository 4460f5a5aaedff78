using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Cases;

/// <summary>Tasks in words.</summary>
public static class TaskWords
{
    private static readonly HashSet<string> Colors = ["green", "yellow", "orange", "red"];

    /// <summary>What a task of the software asks for; with the colour or the date that it is about.</summary>
    public static string TaskTitle(this IStringLocalizer<Words> text, IStringLocalizer<Components.Words> shared, string kind, string about)
    {
        var title = text[$"task:{kind}"].Value;
        return about.Length == 0 || about == "purple" ? title : Colors.Contains(about) ? $"{title} · {shared[$"risk:{about}"]}" : $"{title} · {about}";
    }
}
