namespace Lianxin.App.Components;

/// <summary>The icons: strokes of 1.6 on a field of 20 by 20. A name that does not exist does not compile.</summary>
public enum Glyph
{
    Home, People, Heart, Pin, Search, Cloud, CloudOff, Sync, Bell, Check, Warning, Info, Lock, Down, Right, Back, More, Plus, Close, Eye, Print, Phone,
    Filter, Calendar, Clock, Document, Folder, Chart, Download, Upload, Pill, Mobility, Building, Exchange, Settings, Key, Message, Person, SignOut, Language, Sun, Moon, Type, Pencil, Camp, Table, Flag,
}

internal static class GlyphPaths
{
    public static string Of(Glyph glyph) => glyph switch
    {
        Glyph.Home => """<path d="M3.5 9 10 3.5 16.5 9v7.5h-4.5v-4h-4v4H3.5z"/>""",
        Glyph.People => """<circle cx="7.5" cy="7" r="3"/><path d="M2.5 16.5c.4-3 2.4-4.500 5-4.500s4.600 1.500 5 4.500M13 4.300a3 3 0 0 1 0 5.400M14.800 12.300c1.600.7 2.500 2.200 2.700 4.200"/>""",
        Glyph.Heart => """<path d="M10 16.500S3 12.400 3 7.700C3 5.500 4.600 4 6.500 4c1.500 0 2.800.8 3.500 2.200C10.700 4.800 12 4 13.500 4 15.400 4 17 5.500 17 7.700c0 4.700-7 8.800-7 8.800z"/>""",
        Glyph.Pin => """<path d="M10 17.500s5.500-5 5.500-9a5.500 5.500 0 1 0-11 0c0 4 5.500 9 5.500 9z"/><circle cx="10" cy="8.500" r="1.900"/>""",
        Glyph.Search => """<circle cx="9" cy="9" r="5.200"/><path d="m13 13 4 4"/>""",
        Glyph.Cloud => """<path d="M6 15.500a3.500 3.500 0 0 1-.4-7A4.800 4.800 0 0 1 15 9.300a3.100 3.100 0 0 1-.5 6.200z"/><path d="m7.800 11.600 1.700 1.700 2.800-3.100"/>""",
        Glyph.CloudOff => """<path d="M7.500 15.500H6a3.500 3.500 0 0 1-.4-7 5 5 0 0 1 .8-1.600M8.800 5.300A4.800 4.800 0 0 1 15 9.300a3.100 3.100 0 0 1 1.700 5.100M3 3l14 14"/>""",
        Glyph.Sync => """<path d="M4 8a6.500 6.500 0 0 1 11.500-1.500M16 3.500v3.500h-3.500M16 12a6.500 6.500 0 0 1-11.500 1.500M4 16.500V13h3.500"/>""",
        Glyph.Bell => """<path d="M5 13.500V9a5 5 0 0 1 10 0v4.500l1.500 1.500h-13zM8.300 17a1.800 1.800 0 0 0 3.400 0"/>""",
        Glyph.Check => """<path d="m4 10.500 4 4 8-9"/>""",
        Glyph.Warning => """<path d="M10 3 2.500 16.500h15zM10 8v4M10 14.300h.01"/>""",
        Glyph.Info => """<circle cx="10" cy="10" r="7"/><path d="M10 9v5M10 6.500h.01"/>""",
        Glyph.Lock => """<path d="M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9"/>""",
        Glyph.Down => """<path d="m5.500 8 4.500 4.500L14.500 8"/>""",
        Glyph.Right => """<path d="m8 5.500 4.500 4.500L8 14.500"/>""",
        Glyph.Back => """<path d="m12 5.500-4.500 4.500 4.500 4.500"/>""",
        Glyph.More => """<path d="M4.500 10h.01M10 10h.01M15.500 10h.01" stroke-width="2.600"/>""",
        Glyph.Plus => """<path d="M10 4v12M4 10h12"/>""",
        Glyph.Close => """<path d="m5 5 10 10M15 5 5 15"/>""",
        Glyph.Eye => """<path d="M2 10s3-5.500 8-5.500 8 5.500 8 5.500-3 5.500-8 5.500S2 10 2 10z"/><circle cx="10" cy="10" r="2.300"/>""",
        Glyph.Print => """<path d="M5.500 7V3h9v4M5.500 14H3V7h14v7h-2.500M5.500 11.500h9V17h-9z"/>""",
        Glyph.Phone => """<path d="M6.500 3H4c-.6 0-1 .5-1 1 .4 7 6 12.600 13 13 .5 0 1-.4 1-1v-2.500l-3.800-1.500-1.700 2A11 11 0 0 1 6 8.500l2-1.700z"/>""",
        Glyph.Filter => """<path d="M3 5h14M5.500 10h9M8 15h4"/>""",
        Glyph.Calendar => """<path d="M3.500 5h13v11.500h-13zM3.500 8.500h13M7 3v3.500M13 3v3.500"/>""",
        Glyph.Clock => """<circle cx="10" cy="10" r="7"/><path d="M10 6v4l2.800 1.800"/>""",
        Glyph.Document => """<path d="M5 2.500h7l3.500 3.500v11.500H5zM12 2.500V6h3.500M7.500 10h5M7.500 13h5"/>""",
        Glyph.Folder => """<path d="M2.500 5.500h5l1.800 2h8.200v8.500h-15zM6 11h8M6 13.500h5"/>""",
        Glyph.Chart => """<path d="M3 3.500v13h14M6.500 13V9.500M10 13V6M13.500 13v-5"/>""",
        Glyph.Download => """<path d="M10 3.500V13M6.500 9.500 10 13l3.500-3.500M3.500 13v3.500h13V13"/>""",
        Glyph.Upload => """<path d="M10 13V3.500M6.500 7 10 3.500 13.500 7M3.500 13v3.500h13V13"/>""",
        Glyph.Pill => """<rect x="2.500" y="7" width="15" height="6" rx="3"/><path d="M10 7v6"/>""",
        Glyph.Mobility => """<circle cx="8.500" cy="13" r="4"/><path d="M8.500 9V4M8.500 6.500h4M12.500 12h2.500l1.500 4"/>""",
        Glyph.Building => """<path d="M4 17V3.500h8V17M12 8h4v9M2.500 17h15M6.700 6.500h2.600M6.700 9.500h2.600M6.700 12.500h2.600"/>""",
        Glyph.Exchange => """<path d="M3 7h12M12 4l3 3-3 3M17 13H5M8 10l-3 3 3 3"/>""",
        Glyph.Settings => """<circle cx="10" cy="10" r="2.600"/><path d="M10 2.500v2.200M10 15.300v2.200M2.500 10h2.200M15.300 10h2.200M4.700 4.700l1.600 1.600M13.700 13.700l1.600 1.600M4.700 15.300l1.600-1.600M13.700 6.300l1.600-1.600"/>""",
        Glyph.Key => """<circle cx="7" cy="8" r="3.500"/><path d="m9.500 10.500 6.500 6.500M13 14l2-2M15 16l1.500-1.500"/>""",
        Glyph.Message => """<path d="M3 4h14v9.500H9L5.500 17v-3.500H3z"/>""",
        Glyph.Person => """<circle cx="10" cy="6.500" r="3"/><path d="M4 17c.5-3.500 2.800-5.500 6-5.500s5.500 2 6 5.500"/>""",
        Glyph.SignOut => """<path d="M8 3.500H4v13h4M8.500 10H17M13.500 6.500 17 10l-3.500 3.500"/>""",
        Glyph.Language => """<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c2.200 2 3 4.400 3 7s-.8 5-3 7c-2.200-2-3-4.400-3-7s.8-5 3-7"/>""",
        Glyph.Sun => """<circle cx="10" cy="10" r="3.200"/><path d="M10 2.500v1.800M10 15.700v1.800M2.500 10h1.800M15.700 10h1.800M4.700 4.700 6 6M14 14l1.300 1.300M4.700 15.300 6 14M14 6l1.300-1.300"/>""",
        Glyph.Moon => """<path d="M16 12.200A6.500 6.500 0 0 1 7.800 4a6.500 6.500 0 1 0 8.200 8.200z"/>""",
        Glyph.Type => """<path d="M2.500 16 7 4.500 11.500 16M4 12.500h6M12.500 16l2.700-7 2.800 7M13.500 13.700h3.500"/>""",
        Glyph.Pencil => """<path d="m4 16 .7-3.200L13.500 4 16 6.500l-8.800 8.800z"/>""",
        Glyph.Camp => """<path d="M10 4 2.500 16.500h15zM10 4V2.500M7.500 16.500 10 11.500l2.500 5"/>""",
        Glyph.Table => """<path d="M3 4h14v12.500H3zM3 8h14M3 12.200h14M8.500 4v12.500"/>""",
        Glyph.Flag => """<path d="M5 17.500V3M5 4h10l-2.500 3.500L15 11H5"/>""",
        _ => throw new ArgumentOutOfRangeException(nameof(glyph), glyph, null),
    };
}
