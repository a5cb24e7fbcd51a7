/// Who attends to a caller: receptionists that understand, one below the other on a ladder, so that
/// there is always somebody.
@NullMarked
package app.kolan.server.attendant;

import org.jspecify.annotations.NullMarked;
