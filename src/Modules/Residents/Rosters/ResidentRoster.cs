using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Rosters;
using Lianxin.Organizations.Rosters;
using Lianxin.Rosters.Columns;

namespace Lianxin.Residents.Rosters;

/// <summary>A community's list of residents.</summary>
public sealed class ResidentRoster(PersonRosterServices services) : PersonRoster<ResidentRow>(RosterKinds.Residents, ResidentRow.Columns, services), IRosterWork
{
    static RosterKind IRosterWork.Kind => RosterKinds.Residents;

    protected override ResidentRow Read(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate) => new(values, today);

    protected override IEnumerable<(Refusal Refusal, bool Asked)> Against(ResidentRow row, Author about)
    {
        foreach (var one in base.Against(row, about)) yield return one;
        // Who has died or moved away is taken over only when somebody says so: nobody shall call at that door.
        foreach (var key in new[] { Keys.DeathDate, Keys.MovedTo })
            if (row.Person.Find(key) is { Confirmed: null }) yield return (new("improbable", key), true);
    }
}

/// <summary>One resident of a list.</summary>
public sealed class ResidentRow : PersonRow
{
    private const string Estate = "estate_name", Building = "building_name", Entrance = "unit_no", Floor = "floor_no", Room = "room_no";

    internal static readonly PersonColumns Columns = new(RosterTemplate.Residents, new[]
    {
        Keys.FullName, Keys.Sex, Keys.BirthDate, Keys.IdNumber, Keys.IdType, Keys.Mobile, Keys.ContactName, Keys.ContactPhone, Keys.CurrentAddress, Keys.RegisteredAddress, Keys.CommitteeName, Keys.TownshipName,
        Keys.ResidenceType, Keys.EthnicGroup, Keys.EthnicGroupName, Keys.BloodAbo, Keys.BloodRh, Keys.Education, Keys.Occupation, Keys.MaritalStatus, Keys.PaymentMethods, Keys.RecordNo, Keys.ResponsibleDoctor,
        Keys.SignedTeam, Keys.FiledOn, Keys.FilingOrganization, Keys.Tags, Keys.DeathDate, Keys.MovedTo,
    }.ToDictionary(k => k), ["age"], Keys.EthnicGroupName);

    public ResidentRow(IReadOnlyDictionary<string, JsonElement> values, DateOnly today) : base(Columns, values, today)
    {
        foreach (var (column, value) in values)
            if (!PlacePerson(column, value) && column is not (Estate or Building or Entrance or Floor or Room)) Keep(column);
        var house = string.Join(' ', new[] { Text(Estate), With(Text(Building), "栋"), With(Text(Entrance), "单元"), With(Text(Floor), "层"), With(Text(Room), "室") }.Where(part => part is { Length: > 0 }));
        if (house.Length > 0) Person = Person.With(Keys.Building, AnswerValue.Of(new Named(house)));
        CompletePerson();
    }

    // Lists write 3 and mean building 3.
    private static string? With(string? text, string unit) => text is { Length: > 0 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text + unit : text;
}
