package app.kolan.simulator.fault;

/// How often something goes wrong in a call before it goes well.
public record Times(int most) {
  public static final Times ALWAYS = new Times(Integer.MAX_VALUE);
  public static final Times ONCE = new Times(1);

  public Times {
    if (most < 1) {
      throw new IllegalArgumentException("a fault happens at least once");
    }
  }

  /// How it stands at the end of a line: with a space before it, and empty for always.
  String suffix() {
    return switch (most) {
      case 1 -> " once";
      case 2 -> " twice";
      case Integer.MAX_VALUE -> "";
      default -> " " + most + " times";
    };
  }
}
