using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Options;

namespace IncidentBot.Aws;

/// <summary>Who the bot is towards AWS.</summary>
internal interface IAwsIdentity
{
    /// <summary>Credentials that renew themselves where they can.</summary>
    /// <exception cref="AmazonClientException">There are none.</exception>
    Task<AWSCredentials> Credentials(CancellationToken cancel);
}

/// <summary>The profile of the settings, or the SDK's default chain. The SDK keeps what it found and renews what expires.</summary>
internal sealed class AwsIdentity(IOptions<AwsOptions> options) : IAwsIdentity
{
    public async Task<AWSCredentials> Credentials(CancellationToken cancel)
    {
        if (options.Value.Profile is not { } profile)
        {
            return await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().WaitAsync(cancel);
        }

        return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials)
            ? credentials
            : throw new AmazonClientException($"There is no usable profile '{profile}'.");
    }
}
