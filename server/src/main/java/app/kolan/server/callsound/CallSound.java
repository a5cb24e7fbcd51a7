package app.kolan.server.callsound;

import app.kolan.server.store.AudioFiles;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The sound of a whole call: a stereo WAV file of 16 bits at 8 kHz, with the caller on the left
/// and the receptionist, or whoever else talks to him, on the right, each at its time. It is made
/// while it is written: a second of it and the files of who talks then are open at a time.
public final class CallSound {
  static final int RATE = 8000;

  /// As many are written at once by a server; others wait.
  private static final int MOST = 4;

  private static final int LONGEST_WAIT_SECONDS = 25;
  private static final Semaphore WRITING = new Semaphore(MOST);

  private final AudioFiles files;
  private final List<Place> places;

  /// Where a sound stands, in samples from the beginning of the call.
  ///
  /// @param left whether the caller is heard
  /// @param to where it ends at the latest
  /// @param file relative to the data folder
  record Place(boolean left, long from, long to, String file) {}

  CallSound(AudioFiles files, List<Place> places) {
    this.files = files;
    this.places = places.stream().sorted(Comparator.comparingLong(Place::from)).toList();
  }

  /// How long it is, in samples of each side.
  long length() {
    return places.stream().mapToLong(Place::to).max().orElse(0);
  }

  /// Writes the whole file. Blocks for the disk, the store of sounds and the reader.
  ///
  /// @throws IOException when too many are being written, or a sound cannot be read
  /// @throws app.kolan.server.store.StoreException when the store of sounds does not answer
  public void writeTo(OutputStream to) throws IOException {
    try {
      if (!WRITING.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("too many calls are being downloaded");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    try {
      write(to);
    } finally {
      WRITING.release();
    }
  }

  private void write(OutputStream to) throws IOException {
    long length = length();
    to.write(Wav.stereoHeader(RATE, length));
    var coming = new ArrayDeque<>(places);
    var open = new ArrayList<SoundPart>();
    try {
      for (long begin = 0; begin < length; begin += RATE) {
        int count = (int) Math.min(RATE, length - begin);
        while (!coming.isEmpty() && coming.getFirst().from() < begin + count) {
          var part = new SoundPart(coming.removeFirst());
          open.add(part);
          part.open(files);
        }
        to.write(block(open, begin, count));
        closeThose(open, begin + count);
      }
    } finally {
      closeThose(open, Long.MAX_VALUE);
    }
  }

  private static byte[] block(List<SoundPart> open, long begin, int count) throws IOException {
    var left = new int[count];
    var right = new int[count];
    for (SoundPart part : open) {
      part.addTo(part.place().left() ? left : right, begin);
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putShort(clipped(left[i])).putShort(clipped(right[i]));
    }
    return bytes.array();
  }

  private static short clipped(int sample) {
    return (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  private static void closeThose(List<SoundPart> open, long endedBy) throws IOException {
    for (var parts = open.iterator(); parts.hasNext(); ) {
      SoundPart part = parts.next();
      if (part.place().to() <= endedBy) {
        parts.remove();
        part.close();
      }
    }
  }
}
