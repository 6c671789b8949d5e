using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Readings;

/// <summary>Checks the section <c>Readings</c>.</summary>
internal sealed partial class ReadingsOptionsValidator : IValidateOptions<ReadingsOptions>
{
    public ValidateOptionsResult Validate(string? name, ReadingsOptions options) =>
        options.Region is null || Place().IsMatch(options.Region)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Readings:Region: a region is a lower-case letter, then lower-case letters, digits or hyphens, 63 at most; found '{options.Region}'");

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
