#include "app/wiring.hpp"

int main(int count, char** words) { return boai::app::command_line(count, words); }
