package io.github.arc2faceij.updatesite;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A file of an update site, as the updater's XMLFileReader takes it from the index. */
final class OfferedFile {

    final String path;
    final List<String> platforms = new ArrayList<>();
    final List<String> dependencies = new ArrayList<>();
    final List<String> oldChecksums = new ArrayList<>();
    final List<Map<String, String>> oldVersions = new ArrayList<>();
    final Map<String, String> texts = new TreeMap<>();
    URI address;
    String checksum = "";
    long timestamp;
    long size = -1;

    private OfferedFile(String path) {
        this.path = path;
    }

    /** Withdrawn files have old versions only. */
    boolean isOffered() {
        return !checksum.isEmpty();
    }

    /** Platforms.matches: no platform is all of them, and one ending in x all of a system. */
    boolean isFor(String platform) {
        return platforms.isEmpty()
                || platforms.contains(platform)
                || platforms.contains(platform.replaceFirst("(linux|macos|win).*", "$1x"));
    }

    /** The files of a site by their names without version numbers. */
    static Map<String, OfferedFile> read(URI site) throws IOException {
        Map<String, OfferedFile> files = new TreeMap<>();
        try (InputStream in =
                new GZIPInputStream(site.resolve("db.xml.gz").toURL().openStream())) {
            SAXParserFactory.newInstance().newSAXParser().parse(in, new Handler(site, files));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(e);
        }
        return files;
    }

    private static final class Handler extends DefaultHandler {

        private final URI site;
        private final Map<String, OfferedFile> files;
        private final StringBuilder body = new StringBuilder();
        private OfferedFile file;

        Handler(URI site, Map<String, OfferedFile> files) {
            this.site = site;
            this.files = files;
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            body.setLength(0);
            switch (name) {
                case "plugin" -> file = new OfferedFile(attributes.getValue("filename"));
                case "version" -> version(attributes);
                case "dependency" -> file.dependencies.add(attributes.getValue("filename"));
                case "previous-version" -> previousVersion(attributes);
                default -> {}
            }
        }

        private void version(Attributes attributes) {
            file.checksum = attributes.getValue("checksum");
            file.timestamp = Long.parseLong(attributes.getValue("timestamp"));
            file.size = Long.parseLong(attributes.getValue("filesize"));
            file.address = site.resolve(file.path.replace(" ", "%20") + "-" + file.timestamp);
        }

        private void previousVersion(Attributes attributes) {
            Map<String, String> version = new TreeMap<>();
            for (int i = 0; i < attributes.getLength(); i++) {
                version.put(attributes.getQName(i), attributes.getValue(i));
            }
            file.oldVersions.add(version);
            file.oldChecksums.add(version.get("checksum"));
        }

        @Override
        public void characters(char[] text, int start, int length) {
            body.append(text, start, length);
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            switch (name) {
                case "platform" -> file.platforms.add(body.toString());
                case "plugin" -> files.put(IndexEntry.key(file.path), file);
                case "category", "description", "link", "author" -> file.texts.put(name, body.toString());
                default -> {}
            }
        }
    }
}
