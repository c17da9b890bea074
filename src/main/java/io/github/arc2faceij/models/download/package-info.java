/**
 * Downloads large files over the networks of laboratories, with proxies, mirrors, broken connections and servers that
 * report wrong lengths. It does not know what the files are for. Start with
 * {@link io.github.arc2faceij.models.download.Downloader}.
 *
 * <p>The way of one download:
 *
 * <ol>
 *   <li>{@code Downloader} makes a {@code FileTransfer} of each {@code DownloadRequest}; {@code TransferPool} runs two at a
 *       time, and reports the {@code TransferRate}.
 *   <li>{@code FileTransfer} asks for size and SHA-256 ({@code HttpGetClient}, {@code RemoteFileInfo}); then the free disk
 *       space is checked.
 *   <li>Each {@code TransferAttempt} requests the bytes that the {@code PartFile} lacks. {@code ResponseCheck} looks at the
 *       status, {@code BodyCopier} appends the body.
 *   <li>After a failed attempt {@code RetryPolicy} waits, or gives up with a message of {@code DownloadErrors}.
 *   <li>{@code DownloadVerifier} compares the SHA-256 and calls the {@code FileValidator}. Only then the part gets the
 *       file's name.
 * </ol>
 */
package io.github.arc2faceij.models.download;
