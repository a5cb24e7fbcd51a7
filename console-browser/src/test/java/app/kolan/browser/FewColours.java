package app.kolan.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A picture of a page in 256 colours, which is a third of its size as a file: pages have few, and
/// the shades of their letters.
final class FewColours {
  private static final int MOST = 256;
  private static final int RED = 16;
  private static final int GREEN = 8;
  private static final int BYTE = 0xFF;

  private FewColours() {}

  static BufferedImage of(BufferedImage image) {
    var counts = new HashMap<Integer, Integer>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        counts.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
      }
    }
    List<Integer> kept =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
    var nearest = new HashMap<Integer, Integer>();
    var few =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model(kept));
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int colour = image.getRGB(x, y) & 0xFFFFFF;
        int index = nearest.computeIfAbsent(colour, one -> nearest(kept, one));
        few.getRaster().setSample(x, y, 0, index);
      }
    }
    return few;
  }

  private static IndexColorModel model(List<Integer> colours) {
    int[] values = colours.stream().mapToInt(Integer::intValue).toArray();
    return new IndexColorModel(8, values.length, values, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private static int nearest(List<Integer> colours, int colour) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colours.size(); i++) {
      int far = distance(colours.get(i), colour);
      if (far < least) {
        least = far;
        best = i;
      }
    }
    return best;
  }

  private static int distance(int one, int other) {
    int sum = 0;
    for (int shift : new int[] {RED, GREEN, 0}) {
      int difference = (one >> shift & BYTE) - (other >> shift & BYTE);
      sum += difference * difference;
    }
    return sum;
  }
}
