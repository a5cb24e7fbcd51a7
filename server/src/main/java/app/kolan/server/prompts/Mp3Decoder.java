package app.kolan.server.prompts;

import app.kolan.twilio.audio.Pcm;
import de.sciss.jump3r.mp3.MP3Data;
import de.sciss.jump3r.mp3.VBRTag;
import de.sciss.jump3r.mpg.Common;
import de.sciss.jump3r.mpg.Interface;
import de.sciss.jump3r.mpg.MPGLib;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The sound of an MP3 file: MPEG 1, 2 or 2.5, layer III, of constant or variable bitrate, with or
/// without tags; both channels are mixed into one.
///
/// Total: what cannot be decoded is an [UnusableSound]. The frames are found here, and the decoder,
/// the port of mpglib that comes with the encoder, is given whole frames alone.
final class Mp3Decoder {
  private static final int MOST_DAMAGED = 20;
  private static final int MOST_SAMPLES_OF_FRAME = 1152;
  private static final Set<String> WITHOUT_SOUND = Set.of("Xing", "Info");

  /// The decoder's tables are static.
  private static final Object ONE_AT_A_TIME = new Object();

  private final ByteBuffer file;
  private final MPGLib library = new MPGLib();
  private final short[] left = new short[MOST_SAMPLES_OF_FRAME];
  private final short[] right = new short[MOST_SAMPLES_OF_FRAME];
  private short[] samples = new short[1 << 16];
  private int length;
  private int damaged;

  private Mp3Decoder(byte[] file) {
    this.file = ByteBuffer.wrap(file);
    var common = new Common();
    var decoder = new Interface();
    decoder.setModules(new VBRTag(), common);
    library.setModules(decoder, common);
  }

  /// Whether a file begins as an MP3 file does.
  static boolean isMp3(byte[] file) {
    return startsWith(file, "ID3") || Mp3Frame.at(ByteBuffer.wrap(file), 0).isPresent();
  }

  /// The sound of a file.
  ///
  /// @param longest what is longer is not decoded further than this
  /// @throws UnusableSound when there is none
  static Pcm decode(byte[] file, Duration longest) throws UnusableSound {
    synchronized (ONE_AT_A_TIME) {
      try {
        return new Mp3Decoder(file).decode(longest);
      } catch (RuntimeException e) {
        throw damaged();
      }
    }
  }

  private Pcm decode(Duration longest) throws UnusableSound {
    int at = first();
    Mp3Frame first = Mp3Frame.at(file, at).orElseThrow(Mp3Decoder::damaged);
    long most = longest.toMillis() * first.rate() / 1000;
    MPGLib.mpstr_tag state = library.hip_decode_init();
    while (length <= most) {
      Optional<Mp3Frame> frame = Mp3Frame.at(file, at).filter(first::belongsTo);
      if (frame.isEmpty()) {
        at = next(at, first);
        if (at < 0) {
          break;
        }
        continue;
      }
      int end = at + frame.get().bytes();
      if (end > file.limit()) {
        break; // the file is cut off in its last frame
      }
      if (!isTag(frame.get(), at)) {
        hear(state, Arrays.copyOfRange(file.array(), at, end), frame.get().mono());
      }
      at = end;
    }
    if (length == 0) {
      throw damaged();
    }
    return Pcm.of(Arrays.copyOf(samples, length), first.rate());
  }

  /// Where the first frame is. A frame is believed when another one of its kind follows it, or the
  /// file ends with it.
  private int first() throws UnusableSound {
    int at = behindTag();
    while (at + Mp3Frame.HEADER <= file.limit()) {
      int here = at;
      Optional<Mp3Frame> frame =
          Mp3Frame.at(file, here)
              .filter(
                  found ->
                      here + found.bytes() == file.limit()
                          || Mp3Frame.at(file, here + found.bytes())
                              .filter(found::belongsTo)
                              .isPresent());
      if (frame.isPresent()) {
        return here;
      }
      at++;
    }
    throw damaged();
  }

  /// Where the next frame of a sound is from here on; negative when there is none.
  private int next(int from, Mp3Frame kind) {
    for (int at = from + 1; at + Mp3Frame.HEADER <= file.limit(); at++) {
      if (Mp3Frame.at(file, at).filter(kind::belongsTo).isPresent()) {
        return at;
      }
    }
    return -1;
  }

  /// Behind the tag of ID3v2 at the beginning, if there is one: its length is in four groups of
  /// seven bits.
  private int behindTag() {
    if (file.limit() < 10 || !startsWith(file.array(), "ID3")) {
      return 0;
    }
    int size = 0;
    for (int i = 6; i < 10; i++) {
      size = size << 7 | file.get(i) & 0x7F;
    }
    boolean footer = (file.get(5) & 0x10) != 0;
    return 10 + size + (footer ? 10 : 0);
  }

  /// Whether a frame only tells how long the file is.
  private boolean isTag(Mp3Frame frame, int at) {
    int name = at + frame.mainData();
    return frame.bytes() >= frame.mainData() + 4
        && WITHOUT_SOUND.contains(new String(file.array(), name, 4, StandardCharsets.ISO_8859_1));
  }

  private void hear(MPGLib.mpstr_tag state, byte[] frame, boolean mono) throws UnusableSound {
    int bytes = frame.length;
    int count;
    do {
      count = library.hip_decode1_headers(state, frame, bytes, left, right, new MP3Data());
      if (count < 0 && ++damaged > MOST_DAMAGED) {
        throw damaged();
      }
      append(count, mono);
      bytes = 0;
    } while (count > 0);
  }

  private void append(int count, boolean mono) {
    if (length + Math.max(count, 0) > samples.length) {
      samples = Arrays.copyOf(samples, samples.length * 2);
    }
    for (int i = 0; i < count; i++) {
      samples[length++] = mono ? left[i] : (short) ((left[i] + right[i]) / 2);
    }
  }

  private static boolean startsWith(byte[] file, String name) {
    return file.length >= name.length()
        && new String(file, 0, name.length(), StandardCharsets.ISO_8859_1).equals(name);
  }

  private static UnusableSound damaged() {
    return new UnusableSound(
        "the MP3 file is damaged, or its sound is not layer III. Save the recording as WAV, such as"
            + " by: ffmpeg -i recording.mp3 -ac 1 recording.wav");
  }
}
