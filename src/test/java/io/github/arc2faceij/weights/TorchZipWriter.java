package io.github.arc2faceij.weights;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes weights by formula as torch.save writes a state dict: STORED entries {@code archive/data.pkl},
 * {@code archive/data/0} and so on, each one's data at a multiple of 64 bytes. Files of up to 4 GB, checksums left 0.
 */
final class TorchZipWriter implements AutoCloseable {

    private static final int LOCAL_HEADER = 30;
    private static final int ALIGNMENT = 64;
    private static final int UTF8_NAME = 1 << 11;

    private final FileChannel channel;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int entries;
    private int method;

    private TorchZipWriter(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param file to write, replaced if there
     * @param layout the tensors; their offsets are ignored
     * @param salt of the tensors' names
     */
    static void write(Path file, List<TensorLocation> layout, long salt) throws IOException {
        try (TorchZipWriter zip = new TorchZipWriter(FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE))) {
            zip.add("data.pkl", StateDictPickle.of(layout));
            zip.add("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < layout.size(); i++) {
                TensorLocation tensor = layout.get(i);
                zip.begin("data/" + i, tensor.length());
                Recipe.weights(tensor.name(), salt, tensor.shape()).write(zip.channel, tensor.type(), tensor.count());
            }
            zip.add("version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Writes any pickle with its storages.
     *
     * @param file to write, replaced if there
     * @param pickle data.pkl
     * @param storages the contents of data/0, data/1 and so on
     */
    static void write(Path file, byte[] pickle, byte[]... storages) throws IOException {
        try (TorchZipWriter zip = new TorchZipWriter(FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE))) {
            zip.add("data.pkl", pickle);
            for (int i = 0; i < storages.length; i++) {
                zip.add("data/" + i, storages[i]);
            }
        }
    }

    /**
     * Writes an archive as torch.jit.save does, with a compressed program beside the pickle.
     *
     * @param file to write, replaced if there
     * @param pickle data.pkl
     * @param storages the contents of data/0, data/1 and so on
     */
    static void writeScript(Path file, byte[] pickle, byte[]... storages) throws IOException {
        try (TorchZipWriter zip = new TorchZipWriter(FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE))) {
            zip.add("data.pkl", pickle);
            zip.method = 8;
            zip.add("code/__torch__/multimodal/model.py", new byte[] {3, 0}); // deflate's empty text
            zip.method = 0;
            zip.add("constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            for (int i = 0; i < storages.length; i++) {
                zip.add("data/" + i, storages[i]);
            }
        }
    }

    private void add(String name, byte[] content) throws IOException {
        begin(name, content.length);
        channel.write(ByteBuffer.wrap(content));
    }

    private void begin(String name, long length) throws IOException {
        byte[] path = ("archive/" + name).getBytes(StandardCharsets.US_ASCII);
        long offset = channel.position();
        int unpadded = (int) ((offset + LOCAL_HEADER + path.length) % ALIGNMENT);
        int padding = (ALIGNMENT - unpadded) % ALIGNMENT;
        ByteBuffer local = littleEndian(LOCAL_HEADER + path.length + padding);
        local.putInt(0x04034b50).put(versionToChecksum(length)).putShort((short) path.length);
        local.putShort((short) padding).put(path).position(0);
        channel.write(local);

        ByteBuffer central = littleEndian(46 + path.length);
        central.putInt(0x02014b50)
                .putShort((short) 0)
                .put(versionToChecksum(length))
                .putShort((short) path.length);
        central.position(42).putInt((int) offset).put(path);
        directory.write(central.array());
        entries++;
    }

    /** The fields that both headers share: version, flags, method, time, date, checksum, lengths. */
    private byte[] versionToChecksum(long length) {
        return littleEndian(22)
                .putShort((short) 0)
                .putShort((short) UTF8_NAME)
                .putShort((short) method)
                .position(14)
                .putInt((int) length)
                .putInt((int) length)
                .array();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            long start = channel.position();
            channel.write(ByteBuffer.wrap(directory.toByteArray()));
            ByteBuffer end = littleEndian(22).putInt(0x06054b50).position(8);
            end.putShort((short) entries).putShort((short) entries);
            end.putInt(directory.size()).putInt((int) start).position(0);
            channel.write(end);
        }
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
