/// What calls come to in numbers: how many, when, how they came out, how long callers waited.
@NullMarked
package app.kolan.server.figures;

import org.jspecify.annotations.NullMarked;
