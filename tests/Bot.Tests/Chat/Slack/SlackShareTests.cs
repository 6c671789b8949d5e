using IncidentBot.Chat;
using IncidentBot.Workflow.Timeline;
using Xunit;

namespace IncidentBot.Bot.Tests.Chat.Slack;

/// <summary>Files in a channel: whole, once, and refused with what to do.</summary>
public sealed class SlackShareTests : WithSlackRig
{
    private static readonly SharedFile[] Files = [new("INC-1.md", "text/markdown", "# One\nä"), new("INC-1.json", "application/json", "{}")];

    [Fact]
    public async Task Files_shared_again_under_their_key_are_one_message()
    {
        var room = await Room();
        await Share(room);
        await Share(room);

        var message = Assert.Single(room.Messages);
        Assert.Equal("The record of INC-1.", message.Text);
        Assert.Equal([("INC-1.md", "# One\nä"), ("INC-1.json", "{}")], message.Files.Select(f => (f.Name, f.Text!)));
    }

    [Fact]
    public async Task Files_whose_answer_was_lost_are_found_in_the_channel_and_not_shown_twice()
    {
        var room = await Room();
        slack.LoseAnswer("files.completeUploadExternal");
        await Assert.ThrowsAsync<ChatUnavailableException>(() => Share(room));
        rig.Dispose();
        rig = new SlackRig(slack, folder);

        await Share(room);

        Assert.Single(room.Messages);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_before_it_is_completed_begins_anew()
    {
        var room = await Room();
        slack.LoseAnswer("files.getUploadURLExternal");
        await Assert.ThrowsAsync<ChatUnavailableException>(() => Share(room));

        await Share(room);

        Assert.Equal(2, Assert.Single(room.Messages).Files.Count);
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_named_and_nothing_is_shown()
    {
        var room = await Room();
        slack.Scopes.Remove("files:write");

        var refused = await Assert.ThrowsAsync<ChatRefusedException>(() => Share(room));

        Assert.Equal(("The files were not uploaded (missing_scope).", "Add the scope files:write to the app and install it again."), (refused.Message, refused.Remedy));
        Assert.Empty(room.Messages);
        slack.Scopes.Add("files:write");
        await Share(room);
        Assert.Single(room.Messages);
    }

    [Theory]
    [InlineData("http://192.0.2.1/")]
    [InlineData("file:///etc/")]
    public async Task Bytes_go_nowhere_but_to_Slack_itself_or_over_https(string elsewhere)
    {
        var room = await Room();
        slack.Channels.Files.Elsewhere = new Uri(elsewhere);

        Assert.Contains("bad_upload_url", (await Assert.ThrowsAsync<ChatRefusedException>(() => Share(room))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_export_gives_the_whole_record_to_the_room_for_everybody_and_it_verifies()
    {
        await using var bot = await SlackBotHost.Start(slack, Path.Combine(folder, "bot"), Cancel);
        var (room, _) = await bot.Declare(slack, "sev1 checkout is failing", Cancel);
        slack.Look(_ => room.Members.Add("U01INES"));

        await bot.Deliveries.Command(room.Id, "U01INES", "export", slack.Views.Trigger(), Cancel);

        var message = await SlackBotHost.Until(() => slack.Look(_ => room.Messages.FirstOrDefault(m => m.Files.Count > 0)), Cancel);
        Assert.Equal(["INC-1.csv", "INC-1.html", "INC-1.json", "INC-1.md"], message.Files.Select(f => f.Name).Order(StringComparer.Ordinal));
        var verdict = Assert.IsType<ExportVerdict.Verified>(ExportVerifier.Verify(message.Files.Single(f => f.Name == "INC-1.json").Text!));
        Assert.Contains($"--head {verdict.Head}", message.Text, StringComparison.Ordinal);
        Assert.StartsWith("The record of INC-1, asked for by ines.", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_files_are_refused_the_room_is_told_why_and_how_to_have_the_record_all_the_same()
    {
        slack.Scopes.Remove("files:write");
        await using var bot = await SlackBotHost.Start(slack, Path.Combine(folder, "bot"), Cancel);
        var (room, _) = await bot.Declare(slack, "sev1 checkout is failing", Cancel);
        slack.Look(_ => room.Members.Add("U01INES"));

        await bot.Deliveries.Command(room.Id, "U01INES", "export", slack.Views.Trigger(), Cancel);

        var told = await SlackBotHost.Until(() => slack.Look(_ => room.Messages.FirstOrDefault(m => m.Text.Contains("were not uploaded", StringComparison.Ordinal))), Cancel);
        Assert.Contains("Add the scope files:write", told.Text, StringComparison.Ordinal);
        Assert.Contains("`incidentbot export INC-1 --format html --out INC-1.html`", told.Text, StringComparison.Ordinal);
    }

    private async Task<StrictChannel> Room()
    {
        var opened = await rig.Chat.OpenRoom(new RoomRequest("inc-1", "incident", "", []), "e1", Cancel);
        return slack.Channels.All.Single(c => c.Id == opened.Room);
    }

    private Task Share(StrictChannel room) => rig.Chat.Share(room.Id, Files, new ChatPost("state", "The record of INC-1."), "s1", Cancel);
}
