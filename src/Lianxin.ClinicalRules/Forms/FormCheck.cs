using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>One look at the answers of one form.</summary>
internal sealed class FormCheck
{
    private readonly FormDefinition _form;
    private readonly Answers _answers;
    private readonly FormContext _context;
    private readonly AnswersFacts _facts;
    private readonly AnswerCheck _answerCheck;
    private readonly Dictionary<int, IFacts> _fetusFacts = [];
    private readonly FormProblems _problems = new();
    private readonly List<FieldState> _fields;

    public FormCheck(FormDefinition form, Answers answers, FormContext context)
    {
        (_form, _answers, _context) = (form, answers, context);
        _facts = new(form, answers, context);
        _answerCheck = new(form, _facts, context, _problems);
        _fields = new(form.Fields.Count);
    }

    public FormState Run()
    {
        CheckKeys();
        foreach (var field in _form.Fields)
        {
            if (_context.Part is null || _context.Part.Has(field)) CheckField(field);
        }

        foreach (var rule in _form.Rules) CheckRule(rule);
        return new(_facts, _fields, _problems.Refused, _problems.Asked, _problems.Missing, _problems.Notes);
    }

    private void CheckKeys()
    {
        if (_answers.Count > FormLimits.Keys)
        {
            _problems.Refuse("", null, null, FormCodes.TooMany, ("max", FormLimits.Text(FormLimits.Keys)));
        }

        foreach (var key in _answers.Keys)
        {
            if (_form[key] is not { } field) _problems.Refuse(key, null, null, FormCodes.UnknownField);
            else if (_context.Part?.Has(field) == false) _problems.Refuse(key, null, null, FormCodes.NotInPart);
            else if (_answers.All(key).Length > FormLimits.AnswersOfField) _problems.Refuse(key, null, null, FormCodes.TooMany, ("max", FormLimits.Text(FormLimits.AnswersOfField)));
            else CheckPlaces(field, _answers.All(key));
        }
    }

    /// <summary>Every answer stands for a fetus or row that the field has, and only one for each.</summary>
    private void CheckPlaces(FieldDefinition field, Answer[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            var answer = answers[i];
            var hasFetus = field.Repeat == FieldRepeat.Fetus ? _facts.Fetuses.Contains(answer.Fetus ?? 1) : answer.Fetus is null;
            if (!hasFetus) _problems.Refuse(field.Key, answer.Fetus, answer.Row, FormCodes.UnknownFetus);
            else if ((field.Repeat == FieldRepeat.List) != (answer.Row is not null)) _problems.Refuse(field.Key, answer.Fetus, answer.Row, FormCodes.RowMismatch);
            else if (Array.FindIndex(answers, a => (a.Fetus ?? 1) == (answer.Fetus ?? 1) && a.Row == answer.Row) < i) _problems.Refuse(field.Key, answer.Fetus, answer.Row, FormCodes.AnsweredTwice);
        }
    }

    private void CheckField(FieldDefinition field)
    {
        switch (field.Repeat)
        {
            case FieldRepeat.Fetus:
                foreach (var fetus in _facts.Fetuses) CheckOne(field, fetus, null);
                break;
            case FieldRepeat.List:
                var rows = RowsOf(field);
                if (rows.Count == 0) CheckOne(field, null, null);
                foreach (var row in rows) CheckOne(field, null, row);
                break;
            default:
                CheckOne(field, null, null);
                break;
        }
    }

    private void CheckOne(FieldDefinition field, int? fetus, string? row)
    {
        var permitted = !field.IsRestricted || _context.SeesRestricted;
        var facts = fetus is { } number ? FactsOf(number) : _facts;
        var shown = permitted && (field.ShownWhen is not { } when || when.Test(field.ShownPerFetus ? facts : _facts) == Truth.True);
        var answer = field.Repeat == FieldRepeat.List && row is null ? null : _answers.Find(field.Key, fetus, row);
        var value = answer is { Value.IsPresent: false } || (field.Repeat == FieldRepeat.List && answer is null) ? Value.Unknown
            : row is not null ? _facts.Convert(field, answer!.Value) : facts.Get(field.Key);
        var computed = answer is null && value.IsKnown;
        var fulfilled = answer is { Value.IsPresent: true } || answer is { Status: not null } && field.TakesStatus || computed;
        var need = shown ? NeedOf(field) : Need.None;

        if (answer is not null && !permitted) _problems.Refuse(field.Key, fetus, row, FormCodes.NotPermitted);
        else if (answer is not null && !shown) _problems.Refuse(field.Key, fetus, row, FormCodes.NotShown);
        else if (answer is not null) _answerCheck.Check(field, fetus, row, answer);
        else if (need == Need.Now && !fulfilled) _problems.Miss(field.Key, fetus, row, FormCodes.Required);

        _fields.Add(new(field, fetus, row, shown, need, answer, value, computed, fulfilled));
    }

    private Need NeedOf(FieldDefinition field)
    {
        var now = field.Required switch
        {
            Requirement.Yes => true,
            Requirement.Open => _context.Stage >= FormStage.Open,
            Requirement.Managing => _context.Stage >= FormStage.Manage,
            Requirement.Closing => _context.Stage >= FormStage.Close,
            Requirement.IfSeen => _context.SeesRestricted,
            _ => false,
        };
        if (now) return _context.Later.Contains(field.Key) ? Need.Soon : Need.Now;
        return field.Required == Requirement.Soon ? Need.Soon : Need.None;
    }

    private void CheckRule(FormRule rule)
    {
        if (_form[rule.Key] is not { } field || _context.Part?.Has(field) == false) return;
        if (field.Repeat == FieldRepeat.List)
        {
            foreach (var row in RowsOf(field)) CheckRule(rule, new RowFacts(_facts, _form, row), row);
        }
        else
        {
            CheckRule(rule, _facts, null);
        }
    }

    private void CheckRule(FormRule rule, IFacts facts, string? row)
    {
        if (rule.Holds.Test(facts) != Truth.False) return;
        if (rule.Severity == RuleSeverity.Require)
        {
            var keys = ("keys", string.Join(' ', rule.Holds.Keys.Where(k => _form[k]?.Type is not FieldType.Codes)));
            if (!_context.Later.Contains(rule.Key)) _problems.Miss(rule.Key, null, row, rule.Code, keys);
            return;
        }

        // A rule speaks about what was typed; a value that the software computed is not the user's fault.
        var answer = _answers.Find(rule.Key, row: row);
        if (answer is null) return;
        var values = rule.Holds.Keys.Where(k => facts.Get(k).Kind is ValueKind.Number or ValueKind.Date or ValueKind.Moment).Select(k => (k, facts.Get(k).ToString())).ToArray();
        if (rule.Severity == RuleSeverity.Refuse) _problems.Refuse(rule.Key, null, row, rule.Code, values);
        else if (answer.Confirmed is null) _problems.Ask(rule.Key, null, row, rule.Code, values);
    }

    private IFacts FactsOf(int fetus)
    {
        if (!_fetusFacts.TryGetValue(fetus, out var facts)) _fetusFacts[fetus] = facts = new FetusFacts(_facts, fetus);
        return facts;
    }

    /// <summary>The rows of the list that the field belongs to, in the order of their first answer.</summary>
    private List<string> RowsOf(FieldDefinition field)
    {
        var rows = new List<string>();
        foreach (var column in _form.ColumnsOf(field))
        {
            foreach (var answer in _answers.All(column.Key))
            {
                if (answer.Row is { } row && !rows.Contains(row) && rows.Count < FormLimits.AnswersOfField) rows.Add(row);
            }
        }

        return rows;
    }
}
