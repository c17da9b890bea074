/**
 * Fetches large files over networks as laboratories have them: proxies, mirrors, connections that break off, servers
 * that lie. Start with {@link io.github.arc2faceij.models.download.Downloader}. A file gets its name only when it is
 * whole and its SHA-256 is the one that it should have; until then its bytes lie in a part file beside it, where the next
 * attempt goes on. Nothing here knows what the files are for.
 */
package io.github.arc2faceij.models.download;
