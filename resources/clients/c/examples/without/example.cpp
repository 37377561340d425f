// Plays the films of a list, one after the other, frame by frame.
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

// Stands for a real decoder.
class Film {
 public:
  explicit Film(const std::string &name) {
    if (name.empty()) throw std::runtime_error("a film without a name");
    std::this_thread::sleep_for(std::chrono::milliseconds(300));  // real ones take a while
  }
  bool show_frame() {
    std::this_thread::sleep_for(std::chrono::milliseconds(40));
    return ++frame_ < 100;
  }

 private:
  int frame_ = 0;
};

static void play(const std::string &name) {
  Film film(name);
  while (film.show_frame()) {
  }
}

int main() {
  const std::vector<std::string> films = {"sea", "", "sky", "sand"};
  for (;;) {
    for (const std::string &name : films) {
      try {
        play(name);
      } catch (const std::exception &problem) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
    }
  }
}
