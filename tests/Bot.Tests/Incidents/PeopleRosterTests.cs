using IncidentBot.Bot.Tests.Store;
using IncidentBot.People;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Incidents;

public sealed class PeopleRosterTests
{
    [Fact]
    public void A_faulty_change_of_the_list_leaves_the_people_as_they_were_and_is_logged_once()
    {
        var options = new Changing { Current = new PeopleOptions { List = [.. Cast.People] } };
        var log = new LogUnderTest<PeopleRoster>();
        var roster = new PeopleRoster(options, log);
        Assert.Equal(3, roster.Now.All.Count);

        options.Current = null;
        Assert.Equal(3, roster.Now.All.Count);
        Assert.Equal(3, roster.Now.All.Count);
        Assert.Equal(1, log.Errors);

        options.Current = new PeopleOptions { List = [Cast.People[0]] };
        Assert.Single(roster.Now.All);
    }

    [Fact]
    public void A_list_that_was_never_good_is_an_error() => Assert.Throws<OptionsValidationException>(() => new PeopleRoster(new Changing(), new LogUnderTest<PeopleRoster>()).Now);

    private sealed class Changing : IOptionsMonitor<PeopleOptions>
    {
        internal PeopleOptions? Current { get; set; }

        public PeopleOptions CurrentValue => Current ?? throw new OptionsValidationException("People", typeof(PeopleOptions), ["People:List:0:Name must not be empty."]);

        public PeopleOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<PeopleOptions, string?> listener) => null;
    }
}
