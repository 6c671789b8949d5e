using System.IO.Pipelines;
using IncidentBot.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace IncidentBot.Bot.Tests.Web;

public sealed class RequestBytesTests
{
    [Theory]
    [InlineData(StatusCodes.Status413PayloadTooLarge)]
    [InlineData(StatusCodes.Status400BadRequest)]
    public async Task A_body_in_chunks_that_the_server_itself_cuts_off_is_too_long_and_one_that_breaks_is_not(int status)
    {
        var pipe = new Pipe();
        await pipe.Writer.CompleteAsync(new BadHttpRequestException("by the server", status));
        var http = new DefaultHttpContext();
        http.Features.Set<IRequestBodyPipeFeature>(new Given(pipe.Reader));
        var reading = RequestBytes.Read(http.Request, 1024, TestContext.Current.CancellationToken);
        if (status == StatusCodes.Status413PayloadTooLarge)
        {
            Assert.Null(await reading);
        }
        else
        {
            await Assert.ThrowsAsync<BadHttpRequestException>(() => reading);
        }
    }

    private sealed class Given(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
