package app.kolan.server.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The word that was probably meant.
public final class DidYouMean {
  private static final int FEW = 14;

  /// No word is longer; what was typed is compared no further.
  private static final int LONGEST = 100;

  private DidYouMean() {}

  /// The word that the fewest slips lead away from. Among equals it is the one that begins with the
  /// most letters of what was typed, then the one that ends with the most, then the first: people
  /// rarely mistype the first letter. A slip is a letter too many, too few or wrong, or two
  /// neighbours that have changed places; capitals are none.
  public static String of(String typed, List<String> words) {
    String low = lower(typed);
    return words.stream()
        .min(
            Comparator.comparingInt((String word) -> slips(low, lower(word)))
                .thenComparingInt(word -> -commonBeginning(low, lower(word)))
                .thenComparingInt(word -> -commonEnd(low, lower(word))))
        .orElseThrow(() -> new IllegalArgumentException("no words to choose from"));
  }

  /// What to tell somebody who typed none of these words: the one that was probably meant, or all
  /// of a few, when none is near, or that there are none.
  public static String hint(String typed, List<String> words) {
    if (words.isEmpty()) {
      return "there are none";
    }
    String nearest = of(typed, words);
    String low = lower(typed);
    boolean near =
        slips(low, lower(nearest)) <= 1 + low.length() / 3
            || low.length() > 2 && lower(nearest).contains(low)
            || nearest.length() > 2 && low.contains(lower(nearest));
    if (near) {
      return "did you mean " + nearest + "?";
    }
    return words.size() <= FEW
        ? "there are " + String.join(", ", words)
        : "there is none like it; docs/configuration.md has all";
  }

  private static String lower(String word) {
    return word.substring(0, Math.min(LONGEST, word.length())).toLowerCase(Locale.ROOT);
  }

  private static int commonBeginning(String a, String b) {
    int common = 0;
    while (common < Math.min(a.length(), b.length()) && a.charAt(common) == b.charAt(common)) {
      common++;
    }
    return common;
  }

  private static int commonEnd(String a, String b) {
    return commonBeginning(
        new StringBuilder(a).reverse().toString(), new StringBuilder(b).reverse().toString());
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
