namespace IncidentBot.Alarms.Sqs;

/// <summary>Queues that alarms are taken from. Section <c>Alarms:Sqs</c>.</summary>
internal sealed class SqsOptions
{
    /// <summary>The queues, each read by a loop of its own; best in two regions. Empty: none is read.</summary>
    public IList<SqsQueueOptions> Queues { get; } = [];
}

/// <summary>One queue to which topics or event rules of allowed accounts deliver.</summary>
internal sealed class SqsQueueOptions
{
    /// <summary>The queue's URL, such as <c>https://sqs.eu-west-1.amazonaws.com/123456789012/alarms</c>. Required.</summary>
    public string? Url { get; set; }

    /// <summary>The code of the region in which the queue is. Required.</summary>
    public string? Region { get; set; }
}
