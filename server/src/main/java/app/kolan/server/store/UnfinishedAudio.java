package app.kolan.server.store;

import app.kolan.server.store.StoreException.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// A file of audio that is being written, piece by piece, beside those that are whole. Unless it is
/// [kept][#keep], closing it deletes it.
///
/// Any thread may write; after the close that throws.
public final class UnfinishedAudio implements AutoCloseable {
  private static final long BETWEEN_LOOKS = 256L * 1024;

  private final Path path;
  private final DiskSpace space;
  private final UnaryOperator<Path> keeping;
  private final RandomAccessFile file;
  private long length;
  private long sinceLook;
  private boolean closed;
  private boolean kept;

  /// @param keeping moves the whole file to its place, and returns that
  UnfinishedAudio(Path path, DiskSpace space, UnaryOperator<Path> keeping) {
    this.path = path;
    this.space = space;
    this.keeping = keeping;
    try {
      file = new RandomAccessFile(path.toFile(), "rw");
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Looks for room before anything is written.
  ///
  /// @throws StoreException when there is none for so many bytes more
  public void expect(long bytes) {
    if (!space.hasRoomFor(bytes)) {
      throw new StoreException(
          Code.LEDGER_DISK_FULL, "there is no room for a sound of %d bytes".formatted(bytes), null);
    }
  }

  /// Appends bytes.
  ///
  /// @throws StoreException when they cannot be written, or only into the reserve
  public synchronized void write(ByteBuffer bytes) {
    if (closed) {
      throw new IllegalStateException("the file is closed");
    }
    sinceLook += bytes.remaining();
    if (length == 0 || sinceLook >= BETWEEN_LOOKS) {
      expect(bytes.remaining());
      sinceLook = 0;
    }
    var piece = new byte[bytes.remaining()];
    bytes.get(piece);
    try {
      file.write(piece);
    } catch (IOException e) {
      throw failed(e);
    }
    length += piece.length;
  }

  public synchronized long length() {
    return length;
  }

  /// The first bytes of the file, up to so many.
  public synchronized byte[] beginning(int most) {
    try {
      var bytes = new byte[Math.toIntExact(Math.min(most, length))];
      file.seek(0);
      file.readFully(bytes);
      file.seek(length);
      return bytes;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Brings the file to the disk and to its place.
  ///
  /// @throws StoreException when that fails; trying again with a new file is safe
  synchronized Path keep() {
    try {
      file.getFD().sync();
      file.close();
    } catch (IOException e) {
      throw failed(e);
    }
    Path place = keeping.apply(path);
    kept = true;
    return place;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      // What could not be written is not kept anyway.
    }
    if (!kept) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // The next start deletes it.
      }
    }
  }

  private StoreException failed(IOException e) {
    return new StoreException(
        space.isLow() ? Code.LEDGER_DISK_FULL : Code.LEDGER_FOLDER,
        "a sound could not be stored beside %s".formatted(path.getParent()),
        e);
  }
}
