package app.kolan.server.settings;

import java.util.Comparator;
import java.util.List;

/// The word that was probably meant.
public final class DidYouMean {
  private DidYouMean() {}

  /// The word that the fewest slips lead away from, and among equals the first. A slip is a letter
  /// too many, too few or wrong, or two neighbours that have changed places.
  public static String of(String typed, List<String> words) {
    return words.stream()
        .min(Comparator.comparingInt(word -> slips(typed, word)))
        .orElseThrow(() -> new IllegalArgumentException("no words to choose from"));
  }

  /// The edit distance with swaps (optimal string alignment).
  private static int slips(String a, String b) {
    int[][] slips = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          slips[i][j] = i + j;
          continue;
        }
        int replaced = slips[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        slips[i][j] = Math.min(replaced, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        if (areSwapped(a, i, b, j)) {
          slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
        }
      }
    }
    return slips[a.length()][b.length()];
  }

  private static boolean areSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
