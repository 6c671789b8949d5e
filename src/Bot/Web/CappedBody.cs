namespace IncidentBot.Web;

/// <summary>Reads what a source sends, but never more than it may.</summary>
internal static class CappedBody
{
    /// <summary>The whole body; null if there is more of it than <paramref name="most"/> bytes.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> Read(HttpContent content, int most, CancellationToken cancel)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancel);
        return await Read(stream, most, cancel);
    }

    /// <summary>All bytes to the end; null if there are more than <paramref name="most"/>.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> Read(Stream stream, int most, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > most)
            {
                return null;
            }

            await body.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return body.ToArray();
    }
}
