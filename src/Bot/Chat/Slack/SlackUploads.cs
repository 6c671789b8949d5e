using System.Globalization;
using System.Text;
using IncidentBot.Chat.Slack.Api;
using IncidentBot.Chat.Slack.Rendering;
using IncidentBot.Store;

namespace IncidentBot.Chat.Slack;

/// <summary>Files for a channel, once per key: what was uploaded is durable before it is shown, and after an interruption the channel is searched for it.</summary>
internal sealed class SlackUploads(SlackClient slack, SlackMemory memory) : IDisposable
{
    private const string Kind = "upload";

    /// <summary>Slack's clock and ours differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim turn = new(1, 1);

    internal async Task Share(string room, IReadOnlyList<SharedFile> files, ChatPost post, string key, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var before = await memory.Find(Kind, room, key, cancel);
            if (before is { Result: null } && await IsShown(room, before, cancel))
            {
                await memory.Keep(Kind, room, key, before.Asked, cancel);
            }
            else if (before?.Result is null)
            {
                await Upload(room, files, SlackCut.Mrkdwn(post.Text, SlackLimits.UsefulText), key, cancel);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task Upload(string room, IReadOnlyList<SharedFile> files, string comment, string key, CancellationToken cancel)
    {
        var uploaded = new List<UploadedFile>();
        foreach (var file in files)
        {
            var bytes = Encoding.UTF8.GetBytes(file.Text);
            var place = await slack.Call<UploadUrl>(SlackMethod.GetUploadUrl, new AskUploadUrl(file.Name, bytes.Length), cancel);
            await slack.Upload(place.Address, bytes, cancel);
            uploaded.Add(new UploadedFile(place.FileId, file.Name));
        }

        var ids = string.Join(' ', uploaded.Select(u => u.Id));
        await memory.Intend(Kind, room, key, ids, cancel);
        try
        {
            await slack.Call<Nothing>(SlackMethod.CompleteUpload, new CompleteUpload(uploaded, room, comment), CancellationToken.None);
        }
        catch (Exception e) when (e is SlackErrorException || (e is ChatUnavailableException && !e.Data.Contains(SlackClient.MayHaveHappened)))
        {
            await memory.Forget(Kind, room, key, cancel);
            throw;
        }

        await memory.Keep(Kind, room, key, ids, CancellationToken.None);
    }

    /// <summary>Whether one of the files stands in the channel; false if not, or if nobody may look.</summary>
    private async Task<bool> IsShown(string room, Intent intent, CancellationToken cancel)
    {
        var ids = intent.Asked.Split(' ');
        var oldest = (intent.At - Skew).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string? latest = null;
        while (true)
        {
            MessagesAnswer page;
            try
            {
                page = await slack.Call<MessagesAnswer>(SlackMethod.History, new ReadHistory(room, oldest, latest, false, 200, false), cancel);
            }
            catch (SlackErrorException e) when (e.Error is "missing_scope" or "unknown_method" or "not_in_channel")
            {
                return false;
            }

            if (page.Messages.Any(m => m.Files?.Any(f => ids.Contains(f.Id)) == true))
            {
                return true;
            }

            if (!page.HasMore || page.Messages.Count == 0 || page.Messages[^1].Ts == latest)
            {
                return false;
            }

            latest = page.Messages[^1].Ts;
        }
    }
}
