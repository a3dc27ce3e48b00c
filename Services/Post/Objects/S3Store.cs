using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Social.Posts.Objects;

/// <summary>Objects in one bucket of any server that speaks S3.</summary>
public sealed class S3Store(Uri endpoint, string accessKey, string secretKey, string bucket) : IObjectStore, IDisposable
{
    readonly AmazonS3Client client = new(
        new BasicAWSCredentials(accessKey, secretKey),
        new AmazonS3Config
        {
            ServiceURL = endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            // Servers other than Amazon's do not know the newer checksums and signed chunks.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromSeconds(30),
            MaxErrorRetry = 2,
        }
    );

    public async Task PutAsync(string key, string file, CancellationToken stop)
    {
        try
        {
            await client.PutObjectAsync(Request(), stop);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchBucket" || e.StatusCode == HttpStatusCode.NotFound)
        {
            // The first write ever, or the server was set up anew.
            await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket }, stop);
            await client.PutObjectAsync(Request(), stop);
        }

        PutObjectRequest Request() =>
            new()
            {
                BucketName = bucket,
                Key = key,
                FilePath = file,
                ContentType = "image/webp",
                UseChunkEncoding = false,
            };
    }

    public async Task<OpenObject?> OpenAsync(string key, long offset, long length, CancellationToken stop)
    {
        var whole = offset == 0 && length == 0;
        try
        {
            var answer = await client.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    ByteRange = whole ? null : new ByteRange(offset, length == 0 ? long.MaxValue : offset + length - 1),
                },
                stop
            );
            // "bytes 0-99/1234": the number after the slash is the whole.
            var total = answer.ContentRange is { Length: > 0 } range
                ? long.Parse(range[(range.IndexOf('/', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)
                : answer.ContentLength;
            return new(total, answer.ResponseStream);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            var head = await client.GetObjectMetadataAsync(bucket, key, stop);
            return new(head.ContentLength, Stream.Null);
        }
    }

    public async Task DeleteAsync(string key, CancellationToken stop)
    {
        try
        {
            await client.DeleteObjectAsync(bucket, key, stop);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            // Gone already, which is what was asked.
        }
    }

    public void Dispose() => client.Dispose();
}
