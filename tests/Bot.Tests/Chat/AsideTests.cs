using IncidentBot.Bot.Tests.Incidents;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Workflow.Tests.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat;

/// <summary>Whom the bot tells something besides the room, in which chat: everywhere the person has an account, and nowhere else.</summary>
public sealed class AsideTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_told_in_every_chat_that_they_have_an_account_on_and_in_no_other()
    {
        var all = await Told();
        Assert.NotEmpty(all);
        Assert.Equal(all.Count(p => p == "slack"), all.Count(p => p == "teams"));

        Assert.All(await Told(new Listed("slack", true), new Listed("teams", false)), p => Assert.Equal("slack", p));
        Assert.All(await Told(new Listed("slack", false), new Listed("teams", true)), p => Assert.Equal("teams", p));
        Assert.Equal(all, await Told(new Listed("slack", true), new Listed("teams", null)));
    }

    [Fact]
    public async Task A_person_whom_no_chat_knows_is_not_passed_over_in_silence() =>
        Assert.Equal(await Told(), await Told(new Listed("slack", false), new Listed("teams", false)));

    /// <summary>The chats of all whispers, in order.</summary>
    private static async Task<List<string>> Told(params IChatAccounts[] accounts)
    {
        var outbox = new KeptOutbox();
        var stored = EveryEvent.With("checkout is failing").Select((e, i) =>
        {
            var written = IncidentLog.Untyped(e);
            return new StoredEvent(i + 1, "INC-1", i + 1, written.Type, written.Data, e.At, new string('0', 64), new string('1', 64));
        }).ToList();
        await new ChatFollower(null!, outbox, [new FakeChat("slack"), new FakeChat("teams")], accounts, Cast.Roster, TimeProvider.System).Follow(stored, new Checkpoint("chat", stored.Count), Cancel);
        return [.. outbox.Messages.Where(m => m.Kind == OutboxKinds.Whisper).Select(m => RoomBook.PlatformOf(m.Room))];
    }

    private sealed record Listed(string Platform, bool? Answer) : IChatAccounts
    {
        public bool? Has(string person) => Answer;
    }
}
