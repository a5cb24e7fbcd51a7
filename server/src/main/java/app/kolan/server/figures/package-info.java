/// What calls come to in numbers: how many, when, how they came out, how long callers waited, what
/// was booked, what it cost.
@NullMarked
package app.kolan.server.figures;

import org.jspecify.annotations.NullMarked;
