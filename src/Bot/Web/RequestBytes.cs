using System.Buffers;
using System.IO.Pipelines;

namespace IncidentBot.Web;

/// <summary>Reads a request's raw bytes up to a limit: signatures cover bytes, and a stranger must not fill the memory.</summary>
internal static class RequestBytes
{
    /// <summary>The whole body; null as soon as it proves longer than <paramref name="limit"/> bytes.</summary>
    internal static async Task<byte[]?> Read(HttpRequest request, int limit, CancellationToken cancel)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        while (true)
        {
            ReadResult read;
            try
            {
                read = await request.BodyReader.ReadAsync(cancel);
            }
            catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                // A body sent in chunks tells no length, and the server's own limit may come first.
                return null;
            }

            if (read.Buffer.Length > limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
