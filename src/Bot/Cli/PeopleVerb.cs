using System.CommandLine;
using IncidentBot.People;
using IncidentBot.Workflow.Timeline;
using Microsoft.Extensions.Options;

namespace IncidentBot.Cli;

/// <summary>The verb <c>people</c>: <c>enroll</c> gives a person one-time codes.</summary>
internal static class PeopleVerb
{
    internal static Command Create(Option<string?> config)
    {
        var person = new Argument<string>("person") { HelpName = "PERSON", Description = "The person's id in People:List." };
        var replace = new Option<bool>("--replace") { Description = "Make a new secret although there is one; codes of the old one are worth nothing then." };
        var enroll = new Command("enroll", "Give a person one-time codes; prints the secret once.") { person, replace };
        enroll.SetAction((parsed, cancel) => Enroll(
            parsed.GetRequiredValue(person), parsed.GetValue(replace), parsed.GetValue(config),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return new Command("people", "Looks after people's one-time codes.") { enroll };
    }

    internal static async Task<int> Enroll(string id, bool replace, string? config, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var options = new PeopleOptions();
        Settings.Read(config, Directory.GetCurrentDirectory()).GetSection("People").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        if (new PeopleOptionsValidator().Validate(null, options) is { Failed: true } faults)
        {
            throw new OptionsValidationException("People", typeof(PeopleOptions), faults.Failures);
        }

        if (options.List.FirstOrDefault(p => p.Id == id) is not { Active: true, Guest: false } person)
        {
            await error.WriteLineAsync($"“{Shown.Line(id)}” is nobody in People:List who could press: name somebody active who is no guest. Known: {string.Join(", ", options.List.Where(p => p is { Active: true, Guest: false }).Select(p => p.Id))}.".AsMemory(), cancel);
            return ExitCodes.Usage;
        }

        var data = Settings.DataFolder(config);
        data.Create();
        var enrolments = new Enrolments(data.Path);
        if (enrolments.Has(id) && !replace)
        {
            await error.WriteLineAsync($"{person.Name} has one-time codes already; --replace makes a new secret, and the old one is worth nothing then.".AsMemory(), cancel);
            return ExitCodes.No;
        }

        var secret = SecretText.Write(enrolments.Enrol(id));
        await output.WriteLineAsync($"otpauth://totp/IncidentBot:{Uri.EscapeDataString(id)}?secret={secret}&issuer=IncidentBot&algorithm=SHA1&digits={OneTimeCode.Digits}&period={(int)OneTimeCode.Step.TotalSeconds}".AsMemory(), cancel);
        await output.WriteLineAsync($"secret: {secret}".AsMemory(), cancel);
        await error.WriteLineAsync($"Give it to {person.Name} alone, over a way that nobody else reads; it is not shown again.".AsMemory(), cancel);
        return ExitCodes.Ok;
    }
}
