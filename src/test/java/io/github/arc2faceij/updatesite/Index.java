package io.github.arc2faceij.updatesite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads and writes {@code db.xml.gz}, what the updater knows of a site: its files in all versions. */
final class Index {

    static final String NAME = "db.xml.gz";

    private Index() {}

    /** The entries by {@link IndexEntry#key}, as far as the next release needs them; none when there is no such file. */
    static Map<String, IndexEntry> read(Path file) throws IOException {
        Map<String, IndexEntry> entries = new TreeMap<>();
        if (Files.exists(file)) {
            NodeList plugins = parse(file).getElementsByTagName("plugin");
            for (int i = 0; i < plugins.getLength(); i++) {
                IndexEntry entry = entry((Element) plugins.item(i));
                entries.put(IndexEntry.key(entry.path()), entry);
            }
        }
        return entries;
    }

    private static Document parse(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(file + " is no index of an update site (" + e.getMessage() + ").", e);
        }
    }

    private static IndexEntry entry(Element plugin) {
        String path = plugin.getAttribute("filename");
        Element current = (Element) plugin.getElementsByTagName("version").item(0);
        List<OldVersion> old = new ArrayList<>();
        NodeList previous = plugin.getElementsByTagName("previous-version");
        for (int i = 0; i < previous.getLength(); i++) {
            Element version = (Element) previous.item(i);
            old.add(new OldVersion(
                    version(version, version.getAttribute("filename")), number(version, "timestamp-obsolete")));
        }
        return new IndexEntry(
                path, About.NOTHING, Optional.ofNullable(current).map(version -> version(version, path)), old);
    }

    private static Version version(Element element, String path) {
        return new Version(path, element.getAttribute("checksum"), number(element, "timestamp"));
    }

    private static long number(Element element, String attribute) {
        return Long.parseLong(element.getAttribute(attribute));
    }

    /** Writes the index of files that lie beside it; until it is complete, the one before stays. */
    static void write(Iterable<IndexEntry> entries, Path file) throws IOException {
        Path part = file.resolveSibling(NAME + ".part");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(part))) {
            XMLStreamWriter xml =
                    XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("pluginRecords");
            for (IndexEntry entry : entries) {
                write(entry, file, xml);
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("Cannot write " + part + " (" + e.getMessage() + ").", e);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(IndexEntry entry, Path index, XMLStreamWriter xml)
            throws XMLStreamException, IOException {
        xml.writeStartElement("plugin");
        xml.writeAttribute("filename", entry.path());
        Optional<Platform> platform = Platform.ofPath(entry.path());
        writeTexts("platform", platform.stream().map(Platform::updaterName).toList(), xml);
        writeTexts("category", entry.about().categories(), xml);
        if (entry.current().isPresent()) {
            Version current = entry.current().get();
            xml.writeStartElement("version");
            writeVersion(current, xml);
            xml.writeAttribute("filesize", Long.toString(Files.size(index.resolveSibling(current.storedName()))));
            write(entry.about(), xml);
            xml.writeEndElement();
        }
        for (OldVersion old : entry.old()) {
            xml.writeEmptyElement("previous-version");
            writeVersion(old.version(), xml);
            xml.writeAttribute("timestamp-obsolete", Long.toString(old.obsolete()));
            xml.writeAttribute("filename", old.version().path());
        }
        xml.writeEndElement();
    }

    private static void writeVersion(Version version, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeAttribute("checksum", version.checksum());
        xml.writeAttribute("timestamp", Long.toString(version.timestamp()));
    }

    private static void write(About about, XMLStreamWriter xml) throws XMLStreamException {
        writeTexts("description", about.description().lines().toList(), xml);
        for (String dependency : about.dependencies()) {
            xml.writeEmptyElement("dependency");
            xml.writeAttribute("filename", dependency);
        }
        writeTexts("link", about.links(), xml);
        writeTexts("author", about.authors(), xml);
    }

    private static void writeTexts(String name, List<String> texts, XMLStreamWriter xml) throws XMLStreamException {
        for (String text : texts) {
            xml.writeStartElement(name);
            xml.writeCharacters(text);
            xml.writeEndElement();
        }
    }
}
