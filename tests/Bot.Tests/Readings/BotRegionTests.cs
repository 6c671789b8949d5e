using IncidentBot.Readings;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings;

public sealed class BotRegionTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("eu-central-1", true)]
    [InlineData("", false)]
    [InlineData("EU Central", false)]
    public void A_region_is_a_name_or_not_said(string? region, bool sound)
    {
        var answer = new ReadingsOptionsValidator().Validate(null, new ReadingsOptions { Region = region });

        Assert.Equal(sound, answer.Succeeded);
        Assert.Equal(sound ? null : $"Readings:Region: a region is a lower-case letter, then lower-case letters, digits or hyphens, 63 at most; found '{region}'", answer.FailureMessage);
    }
}
