package app.kolan.server.callsound;

import app.kolan.server.store.AudioFiles;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one side says in a call at one time, read in parts. It opens its file when its time comes.
/// A file that is gone or broken is silent. Used by one thread.
final class SoundPart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SoundPart.class);

  /// As much as headers take.
  private static final int BEGINNING = 64 * 1024;

  /// What is not at the telephone's rate is read as a whole, up to this.
  private static final long LARGEST_TO_RESAMPLE = 16 << 20;

  private final CallSound.Place place;
  private @Nullable FileChannel channel;
  private Wav.@Nullable Layout layout;
  private @Nullable Pcm resampled;

  SoundPart(CallSound.Place place) {
    this.place = place;
  }

  CallSound.Place place() {
    return place;
  }

  /// @throws app.kolan.server.store.StoreException when the store of sounds does not answer
  void open(AudioFiles files) throws IOException {
    Path file = files.file(place.file());
    try {
      FileChannel opened = FileChannel.open(file);
      channel = opened;
      long size = opened.size();
      Wav.Layout found = Wav.layout(read(opened, 0, (int) Math.min(BEGINNING, size)), size);
      if (found.rate() == CallSound.RATE) {
        layout = found;
      } else if (size <= LARGEST_TO_RESAMPLE) {
        resampled = Wav.read(Files.readAllBytes(file)).resampledTo(CallSound.RATE);
      }
    } catch (NoSuchFileException _) {
      LOG.debug("a sound of a call is gone");
    } catch (MalformedWav e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("a sound of a call cannot be read");
    }
  }

  /// Adds its sound to a block of one side.
  ///
  /// @param begin of the block, in samples from the beginning of the call
  void addTo(int[] block, long begin) throws IOException {
    long from = Math.max(begin, place.from());
    long to = Math.min(begin + block.length, place.to());
    if (from >= to) {
      return;
    }
    Pcm sound = sound(from - place.from(), (int) (to - from));
    int at = (int) (from - begin);
    for (int i = 0; i < sound.length(); i++) {
      block[at + i] += sound.at(i);
    }
  }

  private Pcm sound(long from, int count) throws IOException {
    Wav.Layout found = layout;
    FileChannel opened = channel;
    if (found == null || opened == null) {
      return resampled == null
          ? Pcm.of(new short[0], CallSound.RATE)
          : resampled.slice((int) from, (int) from + count);
    }
    int there = Math.clamp(found.frames() - from, 0, count);
    return found.decode(read(opened, found.position(from), there * found.frameBytes()));
  }

  private static byte[] read(FileChannel from, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (from.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("a sound has become shorter");
      }
    }
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
