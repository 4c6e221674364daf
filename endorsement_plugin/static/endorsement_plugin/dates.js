// A day in another notation stays as it was typed, and the server reads it or says what is wrong. The calendar would
// put back the day that stood there before, or make 3 March of 31 February, and say nothing.
"use strict";

window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
