Console.WriteLine("buurthulp");
