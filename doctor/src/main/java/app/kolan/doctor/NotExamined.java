package app.kolan.doctor;

import java.util.List;

/// Stands for checks that cannot be made, and notes why.
///
/// @param name what would have been checked
/// @param why a sentence that names what is missing
public record NotExamined(String name, String why) implements Check {
  @Override
  public List<Finding> look() {
    return List.of(Finding.note(why));
  }
}
